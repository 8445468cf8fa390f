import type { Day } from '../days.ts';
import type { Post, ShiftKind } from '../pattern/contract.ts';
import type { Appliers } from '../noun.ts';
import type { Posts } from './contract.ts';

/** What can happen to a shift. A substitution that was approved happens here as `shift.changed`. */
export interface ShiftEvents {
  /** Posts of a month that is not published; the shift comes into being with the first. */
  'shift.planned': {
    patternId: string;
    kind: ShiftKind;
    line: 'main' | 'extra';
    day: Day;
    startsAt: string;
    endsAt: string;
    posts: Posts;
  };
  /** Of a month that is not published: the day no longer has it, or an extra desk has nobody any more. */
  'shift.unplanned': object;
  'shift.published': object;
  /** Of a published one: from `effectiveAt` on somebody else. */
  'shift.changed': { post: Post; fromId: string | null; toId: string | null; effectiveAt: string };
  'shift.archived': object;
}

export const apply: Appliers<ShiftEvents> = {
  'shift.planned'(rows, { id, patternId, kind, line, day, startsAt, endsAt, posts }, { by, seq }) {
    const before = rows.get('shift', id);
    const times = { patternId, kind, line, day, startsAt, endsAt };
    const state = { published: before?.published ?? false, original: before?.original ?? null };
    rows.put('shift', { id, ...times, posts: { ...before?.posts, ...posts }, ...state, changedBy: by, seq });
  },
  'shift.unplanned'(rows, { id }) {
    rows.drop('shift', id);
  },
  'shift.published'(rows, { id }, { seq }) {
    rows.set('shift', id, { published: true, seq });
  },
  'shift.changed'(rows, { id, post, toId }, { by, seq }) {
    const shift = rows.get('shift', id);
    if (!shift) return;
    const posts = { ...shift.posts, [post]: toId };
    rows.set('shift', id, { posts, original: shift.original ?? shift.posts, changedBy: by, seq });
  },
  'shift.archived'(rows, { id }) {
    rows.drop('shift', id);
  },
};
