import type { Layer } from '../../../../shared/layer/contract.ts';
import type { Sentence } from '../../../../shared/refusal.ts';
import { sentenceOf, SILENCE, withQuery } from '../../../live/http.ts';
import { newId } from '../../../live/newId.ts';
import { readGeojson, type PlainFeatures } from '../../../map/readGeojson.ts';

/** A chosen file that can be imported, or why it cannot. */
export type ReadFile =
  | { readonly ok: true; readonly geojson: PlainFeatures; readonly vertices: number }
  | { readonly ok: false; readonly problem: Sentence };

/** Reads a chosen file, thinned and without anything but shapes and names. */
export async function readLayerFile(file: File): Promise<ReadFile> {
  return readGeojson(await file.text());
}

export interface StoredLayer extends Pick<Layer, 'fileId' | 'hash' | 'bytes'> {
  /** What the layer will be called: the id of the command that imports it. */
  readonly id: string;
}

/** Stores the shapes at the server under the id of the layer they will be; a sentence when it would not take them. */
export async function storeLayer(book: string, geojson: PlainFeatures): Promise<StoredLayer | Sentence> {
  const id = newId();
  const fileId = newId();
  const address = withQuery(`/api/files/${fileId}`, { book, of: 'layer', row: id });
  try {
    const response = await fetch(address, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/geo+json' },
      body: JSON.stringify(geojson),
    });
    const body: unknown = await response.json();
    if (!response.ok) return sentenceOf(body) ?? SILENCE;
    const { hash, bytes } = body as Pick<Layer, 'hash' | 'bytes'>;
    return { id, fileId, hash, bytes };
  } catch {
    return SILENCE;
  }
}
