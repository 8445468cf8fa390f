import { computed } from 'vue';
import type { Attachment } from '../../shared/report/contract.ts';
import { withQuery } from '../live/http.ts';
import { useRows, useWorld } from '../live/use.ts';
import { say } from '../ui/language.ts';
import { words } from './words.ts';

/** A stored photo has a preview; everything else is for downloading only. */
export function isPhoto({ media }: Pick<Attachment, 'media'>): boolean {
  return media === 'image/jpeg';
}

/** The files of one report in the order in which it names them, and how many of them are still to come. */
export function useAttachments(reportId: () => string, fileIds: () => readonly string[], book?: string) {
  const all = useRows('attachment', book);
  const world = useWorld(book);
  const files = computed(() => {
    const byId = new Map(
      all.value.filter((file) => file.reportId === reportId()).map((file) => [file.id, file]),
    );
    return fileIds().flatMap((id) => byId.get(id) ?? []);
  });
  return {
    photos: computed(() => files.value.filter(isPhoto)),
    documents: computed(() => files.value.filter((file) => !isPhoto(file))),
    missing: computed(() => fileIds().length - files.value.length),
    addressOf: (file: Attachment, size: 'small' | 'full' = 'full') => addressOf(world.book, file, size),
  };
}

/** Where the stored bytes are; `small` is at most 320 pixels, for photos alone. */
export function addressOf(book: string, { hash }: Pick<Attachment, 'hash'>, size: 'small' | 'full'): string {
  return withQuery(`/api/files/${hash}`, { book, size });
}

/** `228 KB`, `1.4 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return say(words.kilobytes, { n: Math.max(1, Math.round(bytes / 1000)) });
  return say(words.megabytes, { n: (bytes / 1_000_000).toFixed(1) });
}
