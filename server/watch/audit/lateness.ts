import { bookTime } from '../../../shared/book/noun.ts';
import { catalogue } from '../../../shared/catalogue.ts';
import { msOf } from '../../../shared/time.ts';
import type { Book } from '../../books.ts';

type Watched = Pick<Book, 'clock' | 'tail'>;

/**
 * How long the oldest thing has been due that no clock has submitted, in real milliseconds; 0 when there is none. What
 * was refused stays due in the World and is not late. Asked of the World, and not of the clock that is to fire it: a
 * second server sees that the first one's things lie there.
 *
 * @param now real milliseconds since 1970
 */
export function latenessOf({ clock, tail }: Watched, now: number): number {
  const time = bookTime(tail.world, now);
  const speed = tail.world.tables.book.get('book')?.clock?.speed ?? 1;
  let oldest = 0;
  for (const due of catalogue.due(tail.world)) {
    const late = (time - msOf(due.at)) / speed;
    if (late > oldest && !clock.wasAnswered(due)) oldest = late;
  }
  return oldest;
}

/** For how long a book's clock has not finished a tick, in milliseconds. */
export function silenceOf({ clock }: Watched): number {
  return performance.now() - clock.tickedAt;
}
