import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { point, rowId, words } from '../primitives.ts';
import { villageSeed } from '../unit/contract.ts';

const villageId = { villageId: rowId };

export const commands = {
  'village.add': villageSeed,
  'village.rename': z.strictObject({ ...villageId, name: words(20), alias: z.nullable(words(20)) }),
  /** Someone who knows drops the real pin: from then on it is drawn as surveyed, with who and when. */
  'village.pin': z.strictObject({ ...villageId, position: point }),
} as const;

/** A village. Until someone pins it, its position is a placeholder: drawn dashed, never exported as fact. */
export interface Village {
  readonly id: string;
  /** The 12-digit division code, if known. */
  readonly code: string | null;
  readonly name: string;
  /** Another spelling in use; found by search as well. */
  readonly alias: string | null;
  readonly position: { readonly lat: number; readonly lng: number };
  readonly surveyed: boolean;
  readonly pinnedAt: string | null;
  readonly pinnedBy: By | null;
  /** Its place in the unit's own list. */
  readonly order: number;
  readonly seq: number;
}
