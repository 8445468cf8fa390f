import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { NewFile } from '../../../live/keep/parcel.ts';
import { newId } from '../../../live/newId.ts';
import { shrinkPhoto } from '../../shrinkPhoto.ts';

export const MOST_PHOTOS = 9;

/** A photo in the form; `bytes` are null while it is being made small. */
export interface Photo extends Pick<NewFile, 'id' | 'name' | 'media'> {
  readonly bytes: ArrayBuffer | null;
  readonly url: string;
}

/** The photos of a draft, let go with the form. */
export function usePhotos(shrink: (file: Blob) => Promise<Blob> = shrinkPhoto): Photos {
  const photos = new Photos(shrink);
  onScopeDispose(() => photos.release());
  return photos;
}

/** Photos are made small as they come in; whoever keeps the draft keeps `files` with it. */
export class Photos {
  readonly shown = shallowRef<readonly Photo[]>([]);
  readonly tooMany = ref(false);
  /** Those that are ready, to be kept or sent. */
  readonly files = computed<readonly NewFile[]>(() =>
    this.shown.value.flatMap(({ id, name, media, bytes }) => (bytes ? [{ id, name, media, bytes }] : [])),
  );
  private readonly shrink: (file: Blob) => Promise<Blob>;
  private readonly pending = new Set<Promise<void>>();

  constructor(shrink: (file: Blob) => Promise<Blob>) {
    this.shrink = shrink;
  }

  add(chosen: readonly File[]): void {
    const room = MOST_PHOTOS - this.shown.value.length;
    this.tooMany.value = chosen.length > room;
    for (const file of chosen.slice(0, room)) {
      const work = this.take(file).finally(() => this.pending.delete(work));
      this.pending.add(work);
    }
  }

  remove(id: string): void {
    const gone = this.shown.value.find((photo) => photo.id === id);
    if (gone) URL.revokeObjectURL(gone.url);
    this.shown.value = this.shown.value.filter((photo) => photo !== gone);
    this.tooMany.value = false;
  }

  /** Replaces them all, by what was kept or by none. */
  put(kept: readonly NewFile[]): void {
    this.release();
    this.shown.value = kept.map((file) => ({
      ...file,
      url: URL.createObjectURL(new Blob([file.bytes], { type: file.media })),
    }));
  }

  /** Lets go of the pictures, not of the photos: the draft keeps those. */
  release(): void {
    for (const { url } of this.shown.value) URL.revokeObjectURL(url);
  }

  /** Resolves when none is being made small any more. */
  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }

  private async take(file: File): Promise<void> {
    const id = newId();
    const name =
      file.name
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
        .slice(0, 120) || null;
    this.shown.value = [
      ...this.shown.value,
      { id, name, media: file.type, bytes: null, url: URL.createObjectURL(file) },
    ];
    try {
      const small = await this.shrink(file);
      const ready = { media: small.type || file.type, bytes: await small.arrayBuffer() };
      this.shown.value = this.shown.value.map((photo) => (photo.id === id ? { ...photo, ...ready } : photo));
    } catch {
      this.remove(id); // the phone could not read it: it cannot be sent either
    }
  }
}
