import { msOf } from './time.ts';

/** What a person says about time may be this far ahead of the book's clock before it is refused; phones drift. */
const TOLERANCE_MS = 5 * 60_000;

/** Whether an instant that somebody claims lies in the future, seen from `at`. Nothing claimed is never ahead. */
export function isAhead(claimed: string | null, at: string): boolean {
  return claimed !== null && msOf(claimed) > msOf(at) + TOLERANCE_MS;
}

/** Of the fields somebody wants to correct, those that really differ from the row. */
export function differing<Row extends object, Changed extends object>(row: Row, changed: Changed): Changed {
  const fields = Object.entries(changed).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(row[name as keyof Row]),
  );
  return Object.fromEntries(fields) as Changed;
}
