import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { instant, rowId, words } from '../primitives.ts';

const openItemId = { openItemId: rowId };
const said = {
  /** Who sees to it, in words: 民政办, the hirer of the generator. */
  owner: z.nullable(words(40)),
  /** Who sees to it, when he is on the duty list. */
  ownerId: z.nullable(rowId),
  dueAt: z.nullable(instant),
  progress: z.nullable(words(300)),
  next: z.nullable(words(300)),
};

export const commands = {
  /** 未办结事项: something the next shift must know and see to. The command's id is its own. */
  'openItem.add': z.strictObject({ words: words(300), ...said }),
  /** How far it is, what comes next, who sees to it now, until when. */
  'openItem.update': z.strictObject({
    ...openItemId,
    owner: z.optional(said.owner),
    ownerId: z.optional(said.ownerId),
    dueAt: z.optional(said.dueAt),
    progress: z.optional(said.progress),
    next: z.optional(said.next),
  }),
  'openItem.close': z.strictObject({ ...openItemId, result: words(300) }),
  /** It was not done after all; why goes into its progress. */
  'openItem.reopen': z.strictObject({ ...openItemId, reason: words(300) }),
  /** By the clock alone: closed some days ago. */
  'openItem.archive': z.strictObject({ ...openItemId }),
} as const;

/** Something that is not done yet and passes from shift to shift until somebody closes it. */
export interface OpenItem {
  readonly id: string;
  readonly words: string;
  readonly owner: string | null;
  readonly ownerId: string | null;
  readonly dueAt: string | null;
  readonly progress: string | null;
  readonly next: string | null;
  readonly openedAt: string;
  readonly openedBy: By;
  readonly closedAt: string | null;
  readonly closedBy: By | null;
  /** What came of it. */
  readonly result: string | null;
  readonly seq: number;
}
