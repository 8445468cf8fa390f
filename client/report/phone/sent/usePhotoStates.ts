import { computed, onScopeDispose, shallowReactive, watchEffect, type ComputedRef } from 'vue';
import type { Refusal } from '../../../../shared/refusal.ts';
import type { Attachment } from '../../../../shared/report/contract.ts';
import type { OutboxFile } from '../../../live/keep/board.ts';
import { withQuery } from '../../../live/http.ts';
import { useLive } from '../../../live/live.ts';
import { useOutbox, useRows } from '../../../live/use.ts';
import type { Sentence } from '../../../ui/language.ts';

import type { Sent } from './sent.ts';
import { detailWords } from './words.ts';

export interface PhotoState {
  readonly id: string;
  readonly state: 'arrived' | 'going' | 'waiting' | 'refused' | 'elsewhere';
  readonly word: Sentence;
  /** To show it here, and to see it whole once the server has it. */
  readonly url: string | null;
  readonly href: string | undefined;
  readonly percent: number;
  readonly refusal: Refusal | null;
}

/** What has become of each photo that a report names, in its order. */
export function usePhotoStates(sent: () => Sent): ComputedRef<readonly PhotoState[]> {
  const live = useLive();
  const attachments = useRows('attachment');
  const urls = useLocalPictures(() => sent().filesLeft);
  return computed(() => {
    const { said, filesLeft } = sent();
    return said.fileIds.map((id) => {
      const arrived = attachments.value.find((file) => file.id === id);
      const left = filesLeft.find((file) => file.id === id);
      if (arrived) return stored(arrived, live.book);
      return left ? waiting(left, urls.get(id) ?? null) : { ...BARE, id };
    });
  });
}

function stored({ id, hash, media }: Attachment, book: string): PhotoState {
  const path = (size: string) => withQuery(`/api/files/${hash}`, { book, size });
  const url = media.startsWith('image/') ? path('small') : null;
  return { ...BARE, id, state: 'arrived', word: detailWords.photoDone, url, href: path('full') };
}

function waiting({ id, state, progress, refusal }: OutboxFile, url: string | null): PhotoState {
  if (state === 'refused') return { ...BARE, id, url, state, word: detailWords.photoRefused, refusal };
  if (progress === null) return { ...BARE, id, url, state: 'waiting', word: detailWords.photoWaits };
  const percent = Math.round(progress * 100);
  return { ...BARE, id, url, state: 'going', word: detailWords.photoGoes, percent };
}

/** A photo that is neither here nor there: it was taken on another phone and has not been sent from it. */
const BARE: Omit<PhotoState, 'id'> = {
  ...{ state: 'elsewhere', word: detailWords.photoLost, url: null, href: undefined },
  ...{ percent: 0, refusal: null },
};

/** Addresses of the pictures that lie in the outbox, let go with the component. */
function useLocalPictures(files: () => readonly OutboxFile[]): ReadonlyMap<string, string> {
  const outbox = useOutbox();
  const urls = shallowReactive(new Map<string, string>());
  const asked = new Set<string>();
  watchEffect(() => {
    for (const { id } of files()) {
      if (asked.has(id)) continue;
      asked.add(id);
      void outbox.fileOf(id).then((blob) => blob && urls.set(id, URL.createObjectURL(blob)));
    }
  });
  onScopeDispose(() => urls.forEach((url) => URL.revokeObjectURL(url)));
  return urls;
}
