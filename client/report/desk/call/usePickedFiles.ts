import { onScopeDispose, ref, shallowReactive } from 'vue';
import { newId } from '../../../live/newId.ts';
import { Shelf } from '../../../live/keep/shelf.ts';
import type { NewFile } from '../../../live/keep/parcel.ts';
import { say } from '../../../ui/language.ts';
import { shrinkPhoto } from '../../shrinkPhoto.ts';
import { callWords } from '../words.ts';

/** What a report may name, and how large one may be (server/files). */
const MOST = 12;
const MOST_BYTES = 64 * 1024 * 1024;

export interface PickedFile extends NewFile {
  /** To show it; null for what is no picture. */
  readonly url: string | null;
}
type Drafts = Pick<Shelf, 'draft' | 'keepDraft' | 'close'>;

/**
 * The files of a draft. Photos are made small; all of them are kept in IndexedDB under the draft's key, so that a
 * reload keeps them as well. Where the browser keeps nothing they live as long as the page.
 */
export function usePickedFiles(key: string, shelf: Drafts = new Shelf()) {
  const files = shallowReactive<PickedFile[]>([]);
  const problem = ref('');
  const put = (file: NewFile) => void files.push({ ...file, url: pictureOf(file) });
  const ready = shelf.draft(key).then(
    (kept) => (Array.isArray(kept) ? (kept as NewFile[]).forEach(put) : undefined),
    () => undefined,
  );
  onScopeDispose(() => {
    files.forEach(forget);
    void shelf.close();
  });

  async function add(chosen: readonly File[]): Promise<void> {
    problem.value = '';
    await ready;
    for (const one of chosen) {
      if (files.length >= MOST) problem.value = say(callWords.tooMany);
      else if (one.size > MOST_BYTES) problem.value = say(callWords.tooLarge, { name: one.name });
      else put(await fileOf(one));
    }
    keep(shelf, key, files);
  }

  /** Replaces all of them: after sending with none, after a refusal with those it had. */
  function replace(next: readonly NewFile[]): void {
    files.splice(0).forEach(forget);
    problem.value = '';
    next.forEach(put);
    keep(shelf, key, files);
  }

  return { files, problem, ready, add, replace, remove: (id: string) => replace(others(files, id)) };
}
export type PickedFiles = ReturnType<typeof usePickedFiles>;

function others(files: readonly PickedFile[], id: string): NewFile[] {
  return files.filter((file) => file.id !== id).map(plain);
}

function plain({ id, name, media, bytes }: PickedFile): NewFile {
  return { id, name, media, bytes };
}

function keep(shelf: Drafts, key: string, files: readonly PickedFile[]): void {
  const draft = files.length > 0 ? files.map(plain) : null;
  // No IndexedDB here, or no room: the files live as long as the page, as said above.
  shelf.keepDraft(key, draft).catch(() => undefined);
}

function pictureOf({ media, bytes }: NewFile): string | null {
  return media.startsWith('image/') ? URL.createObjectURL(new Blob([bytes], { type: media })) : null;
}

function forget({ url }: PickedFile): void {
  if (url) URL.revokeObjectURL(url);
}

async function fileOf(chosen: File): Promise<NewFile> {
  const blob = await shrinkPhoto(chosen);
  const name = chosen.name.replace(/\p{Cc}+/gu, ' ').slice(0, 120) || null;
  return { id: newId(), name, media: blob.type || chosen.type, bytes: await blob.arrayBuffer() };
}
