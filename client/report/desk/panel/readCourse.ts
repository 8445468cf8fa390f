import type { Entry } from '../../../../shared/entry.ts';
import type { Report } from '../../../../shared/report/contract.ts';
import { msOf } from '../../../../shared/time.ts';
import { ask } from '../../../live/http.ts';

const PAGE = 200;
/** So many pages are read at most: four thousand entries after the first one. */
const PAGES = 20;

/** Entries after a `seq`, oldest first; null is silence, or no right to read the journal. */
export type ReadEntries = (after: number, limit: number) => Promise<readonly Entry[] | null>;

export function entriesOf(book: string): ReadEntries {
  return async (after, limit) => {
    const query = { book, after: String(after), limit: String(limit) };
    const heard = await ask('GET', '/api/journal', { query });
    return heard?.status === 200 ? (heard.body as { entries: Entry[] }).entries : null;
  };
}

/**
 * The entries about one report. The journal is read by place, not by name: the place of its first entry is found by
 * halving, for an entry's time never runs backwards; from there it is read on to the report's last change.
 */
export async function readCourse(report: Report, read: ReadEntries): Promise<Entry[] | null> {
  const about = `report/${report.id}`;
  const found: Entry[] = [];
  let after = await placeBefore(msOf(report.recordedAt), report.seq, read);
  for (let page = 0; after !== null && after < report.seq && page < PAGES; page += 1) {
    const entries = await read(after, PAGE);
    if (!entries) return null;
    if (entries.length === 0) break;
    found.push(...entries.filter((entry) => entry.seq <= report.seq && entry.about.includes(about)));
    after = entries[entries.length - 1]!.seq;
  }
  return after === null ? null : found;
}

/** The last place whose entry was recorded before a moment; 0 when there is none. */
async function placeBefore(ms: number, last: number, read: ReadEntries): Promise<number | null> {
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [entry] = (await read(middle - 1, 1)) ?? [];
    if (!entry) return null;
    if (msOf(entry.at) < ms) low = middle;
    else high = middle - 1;
  }
  return low;
}
