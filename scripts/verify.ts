import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Connection } from 'mongoose';
import { EmbeddedInUse, startEmbedded } from '../server/embedded/start.ts';
import { isListening } from '../server/embedded/lock.ts';
import { preparePlace } from '../server/embedded/place.ts';
import type { Journal } from '../server/journal/journal.ts';
import { mongoJournal } from '../server/journal/mongoJournal.ts';
import { mongoRecords } from '../server/records/mongoRecords.ts';
import { openStore } from '../server/store.ts';
import type { Entry } from '../shared/entry.ts';
import { verifyChain } from './verifyChain.ts';

const USAGE = `npm run verify [-- --data DIR | MONGODB_URI]
Proves the journal of every book, or names the first bad entry. By default the store that the settings name.
Ends with 0 when all is proven, 1 when something is wrong, 2 when there is no store to look at.`;

/** So many entries are fetched at once. */
const PAGE = 2_000;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return tell(USAGE, 0);
  const place = await findStore(positionals[0], values.data);
  if ('why' in place) return tell(place.why, 2);
  try {
    return await verifyStore(place.uri);
  } catch (problem) {
    if (!/ServerSelection/.test((problem as Error).name)) throw problem;
    return tell(`The store does not answer: ${(problem as Error).message}`, 2);
  } finally {
    await place.close();
  }
}

/** Every book in turn, those too whose first entry is gone. */
async function verifyStore(uri: string): Promise<number> {
  const store = await openStore(uri, 2_000);
  try {
    const journal = mongoJournal(store.connection);
    const records = mongoRecords(store.connection);
    const books = await booksIn(store.connection);
    if (books.length === 0) return tell('There is no journal in this store.', 2);
    let bad = 0;
    for (const book of books) {
      const reaches = await records.checkpoint(book);
      const start = performance.now();
      const { entries, seq, head, fault } = await verifyChain(stream(journal, book), { reaches });
      const took = performance.now() - start;
      const speed = `${Math.round((entries / took) * 1000)} entries/s`;
      if (fault) bad += 1;
      console.log(
        fault
          ? `${book}: entry ${fault.seq} ${fault.what} (${entries} entries, proven up to ${Math.min(seq, fault.seq - 1)})`
          : `${book}: ${entries} entries, chain proven, head ${head} (${speed})`,
      );
    }
    return bad > 0 ? 1 : 0;
  } finally {
    await store.close();
  }
}

/** A book's entries in the order of their keys; the next page is fetched while this one is looked at. */
async function* stream(journal: Journal, book: string): AsyncIterable<Entry> {
  let page = await journal.read(book, 0, PAGE);
  for (let after = 0; page.length > 0;) {
    after = Math.max(after + page.length, ...page.map((entry) => entry.seq));
    const next = page.length < PAGE ? Promise.resolve([]) : journal.read(book, after, PAGE);
    next.catch(() => undefined); // awaited below, after this page
    yield* page;
    page = await next;
  }
}

/** The books by the keys of their entries, each found by one step over all entries of the one before. */
async function booksIn(connection: Connection): Promise<string[]> {
  const journal = connection.collection<{ _id: string }>('journal');
  const books: string[] = [];
  for (let after = ''; ;) {
    const [next] = await journal
      .find({ _id: { $gt: after } }, { projection: { _id: 1 }, sort: { _id: 1 }, limit: 1 })
      .toArray();
    if (!next) return books;
    const book = next._id.slice(0, next._id.lastIndexOf('/'));
    books.push(book);
    after = `${book}0`; // “0” follows “/”
  }
}

type Found = { readonly uri: string; close(): Promise<void> } | { readonly why: string };

/** A store by its address, that of a running server on the data folder, or the folder's own, started for the while. */
async function findStore(given: string | undefined, data: string | undefined): Promise<Found> {
  const close = () => Promise.resolve();
  const uri = given ?? (data === undefined ? process.env.MONGODB_URI : undefined);
  if (uri) return { uri, close };
  const dataDir = resolve(data ?? process.env.DATA_DIR ?? 'data');
  if (!existsSync(join(dataDir, 'store'))) return { why: `There is no store in ${dataDir}.\n${USAGE}` };
  const { socket } = preparePlace(dataDir);
  if (existsSync(socket) && (await isListening(socket))) {
    const address = encodeURIComponent(socket);
    return { uri: `mongodb://${address}/zhishou?directConnection=true&retryWrites=false`, close };
  }
  try {
    const store = await startEmbedded({ dataDir });
    return { uri: store.uri, close: () => store.stop() };
  } catch (problem) {
    if (problem instanceof EmbeddedInUse) return { why: problem.message };
    throw problem;
  }
}

function tell(words: string, code: number): number {
  console.error(words);
  return code;
}
