import { existsSync, writeFileSync } from 'node:fs';
import type { Entry } from '../../shared/entry.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { FOLD_VERSION } from '../../shared/world.ts';
import { eraseFrom, goldenJournal, goldenOutbox, JOURNAL, OUTBOX, tablesOf } from './golden.ts';
import { GOLDEN } from './goldenSteps.ts';
import { foldAll, openRoom, START, stored, type Room } from './world.ts';

/*
 * Adds to the golden fixtures what goldenSteps.ts has more than they have: `npx tsx tests/support/writeGolden.ts`.
 * Entries and envelopes that stand are never written anew. The Worlds are: after a deliberate change of the fold,
 * raise FOLD_VERSION and run this.
 */
const journal = existsSync(JOURNAL) ? goldenJournal() : { books: [] };
const outbox = existsSync(OUTBOX) ? goldenOutbox() : [];

let real: Room | undefined;
const books = GOLDEN.map(({ book, steps }) => {
  const room = openRoom(book, real?.world);
  for (const entry of journal.books.find((one) => one.book === book)?.entries ?? []) room.take(entry);
  for (const step of steps.slice(room.entries.length)) {
    const answer = room.submit(step);
    if (isRefusal(answer)) throw new Error(`${step.type}: ${answer.code} ${answer.path ?? ''}`);
  }
  real ??= room;
  const entries = erased(stored(room.entries));
  return { book, entries, tables: tablesOf(foldAll(entries, book)) };
});
const known = new Set(outbox.map(({ id }) => id));
const commands = GOLDEN.flatMap(({ book, steps }) =>
  steps.map(({ id, type, body, ifSeq }) => ({ id: id ?? '', book, type, body, ifSeq, madeAt: START })),
);
writeFileSync(JOURNAL, `{"foldVersion":${FOLD_VERSION},"books":[${books.map(bookInLines).join(',')}]}\n`);
writeFileSync(OUTBOX, `${inLines([...outbox, ...commands.filter(({ id }) => !known.has(id))])}\n`);

function bookInLines({ book, entries, tables }: (typeof books)[number]): string {
  const rows = Object.entries(tables).map(([table, list]) => `"${table}":${inLines(list)}`);
  return `{"book":"${book}","entries":${inLines(entries)},"tables":{${rows.join(',')}}}`;
}

function erased(entries: readonly Entry[]): readonly Entry[] {
  let left = entries;
  for (const event of entries.flatMap((entry) => entry.events)) {
    const { type, id, reportIds } = (event ?? {}) as { type?: string; id: string; reportIds: string[] };
    if (type === 'incident.erased') left = eraseFrom(left, id, reportIds);
  }
  return left;
}

/** JSON with one entry, row or envelope a line, so that what is added can be read in a diff. */
function inLines(list: readonly unknown[]): string {
  return `[\n${list.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
}
