import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { rowId, uuid, whole, words } from '../primitives.ts';

export const LAYER_KINDS = ['boundary', 'road', 'river', 'other'] as const;
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const commands = {
  /** A GeoJSON file that is stored already becomes a layer of everybody's map. */
  'layer.import': z.strictObject({
    name: words(40),
    kind: z.enum(LAYER_KINDS),
    fileId: uuid,
    hash,
    bytes: whole(1, 10_000_000),
  }),
  'layer.remove': z.strictObject({ layerId: rowId }),
} as const;

/** An imported map layer: a boundary, roads, rivers. The geometry is a file, named by its hash. */
export interface Layer {
  readonly id: string;
  readonly name: string;
  readonly kind: (typeof LAYER_KINDS)[number];
  readonly fileId: string;
  readonly hash: string;
  readonly bytes: number;
  readonly importedAt: string;
  readonly importedBy: By;
  readonly seq: number;
}
