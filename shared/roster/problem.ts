import type { Day } from '../days.ts';
import type { Post } from '../pattern/contract.ts';
import type { Shift } from '../shift/contract.ts';

/**
 * What is wrong with a month's roster. Hard: it cannot be published (docs/rules.md, "Duty"). `gap` nobody planned the
 * shift; `empty` a post without anybody; `hole` no shift where one must follow another; `twice` one person in two posts
 * at once; `overlap` two shifts of the duty room at once; `unfit` not on the duty list, or not for that post; `absent`
 * filed as away. Soft: `rest` less than 24 hours after a shift of 24; `principals` secretary and township head both away.
 */
export interface Problem {
  readonly what: 'gap' | 'empty' | 'hole' | 'twice' | 'overlap' | 'unfit' | 'absent' | 'rest' | 'principals';
  readonly hard: boolean;
  readonly day: Day;
  readonly shiftId: string;
  readonly post: Post | null;
  readonly personId: string | null;
}

/** A problem of a shift, hard unless it is one of the two that only warn. */
export function problem(
  what: Problem['what'],
  { id, day }: Pick<Shift, 'id' | 'day'>,
  { post = null, personId = null }: Partial<Problem> = {},
): Problem {
  return { what, hard: what !== 'rest' && what !== 'principals', day, shiftId: id, post, personId };
}
