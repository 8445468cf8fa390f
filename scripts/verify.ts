import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nameOf, type Anchor } from '../server/anchor/anchor.ts';
import { ANCHORS_FILE, readAnchors } from '../server/anchor/file.ts';
import { PUBLIC_FILE } from '../server/anchor/key.ts';
import { anchorDirOf } from '../server/config.ts';
import type { Journal } from '../server/journal/journal.ts';
import { mongoJournal } from '../server/journal/mongoJournal.ts';
import { mongoRecords } from '../server/records/mongoRecords.ts';
import { openStore } from '../server/store.ts';
import type { Entry } from '../shared/entry.ts';
import { booksIn } from './backup/journal.ts';
import { findStore } from './place.ts';
import { noting, verifyAnchors } from './verifyAnchors.ts';
import { verifyChain } from './verifyChain.ts';

const USAGE = `npm run verify [-- --data DIR | MONGODB_URI] [--anchors FILE] [--key FILE]
Proves the journal of every book, or names the first bad entry; then holds it against the anchors, or names the first
that does not fit. By default the store that the settings name, and the anchors in ANCHOR_DIR.
  --anchors FILE  the anchors (anchors.jsonl), best a copy from another machine
  --key FILE      the public key (anchor.pub); by default the one beside the anchors
Ends with 0 when all is proven, 1 when something is wrong, 2 when there is no store to look at.`;

/** So many entries are fetched at once. */
const PAGE = 2_000;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      anchors: { type: 'string' },
      key: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return tell(USAGE, 0);
  const signed = await findSigned(values, positionals[0] !== undefined);
  if (typeof signed === 'string') return tell(signed, 2);
  const place = await findStore(positionals[0], values.data);
  if ('why' in place) return tell(`${place.why}\n${USAGE}`, 2);
  try {
    return await verifyStore(place.uri, signed);
  } catch (problem) {
    if (!/ServerSelection/.test((problem as Error).name)) throw problem;
    return tell(`The store does not answer: ${(problem as Error).message}`, 2);
  } finally {
    await place.close();
  }
}

/** What was signed of the books, and the key it must be signed with. */
interface Signed {
  readonly path: string;
  readonly anchors: readonly Anchor[];
  readonly illegible: readonly number[];
  readonly key: KeyObject;
}

/**
 * The anchors that are named, else those of the data folder or the settings; null when there are none to ask for. A
 * sentence when those that are named are not there: a folder that was lost must not pass for proof.
 */
async function findSigned(
  { data, anchors, key }: { data?: string; anchors?: string; key?: string },
  isElsewhere: boolean,
): Promise<Signed | null | string> {
  const dataDir = resolve(data ?? process.env.DATA_DIR ?? 'data');
  const dir = anchorDirOf(data === undefined ? process.env.ANCHOR_DIR : undefined, dataDir);
  const usual = dir && !isElsewhere && existsSync(join(dir, ANCHORS_FILE)) ? join(dir, ANCHORS_FILE) : null;
  const isSet = data === undefined && !isElsewhere && process.env.ANCHOR_DIR !== undefined;
  const path = anchors ?? usual ?? (dir && isSet ? join(dir, ANCHORS_FILE) : null);
  if (path === null) return null;
  const keyPath = key ?? join(dirname(path), PUBLIC_FILE);
  for (const one of [path, keyPath]) if (!existsSync(one)) return `There is no ${one}.\n${USAGE}`;
  return { path, ...(await readAnchors(path)), key: createPublicKey(readFileSync(keyPath, 'utf8')) };
}

/** Every book in turn, those too whose first entry is gone, and those that only the anchors know. */
async function verifyStore(uri: string, signed: Signed | null): Promise<number> {
  const store = await openStore(uri, 2_000);
  try {
    const journal = mongoJournal(store.connection);
    const records = mongoRecords(store.connection);
    const found = await booksIn(store.connection);
    const books = new Set([...found, ...(signed?.anchors ?? []).map(({ book }) => book)]);
    if (books.size === 0) return tell('There is no journal in this store.', 2);
    let sound = true;
    for (const book of books) {
      const reaches = await records.checkpoint(book);
      if (!(await verifyBook(book, stream(journal, book), reaches, signed))) sound = false;
    }
    if (signed) sayKey(signed);
    else console.log('No anchors were held against it: --anchors FILE or ANCHOR_DIR names them.');
    return sound && (signed?.illegible.length ?? 0) === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}

async function verifyBook(
  book: string,
  entries: AsyncIterable<Entry>,
  reaches: number,
  signed: Signed | null,
): Promise<boolean> {
  const anchors = (signed?.anchors ?? []).filter((one) => one.book === book);
  const hashes = new Map<number, string>();
  const wanted = new Set(anchors.map((one) => one.seq));
  const start = performance.now();
  const verdict = await verifyChain(noting(entries, wanted, hashes), { reaches });
  const speed = `${Math.round((verdict.entries / (performance.now() - start)) * 1000)} entries/s`;
  const { fault, seq, head } = verdict;
  console.log(
    fault
      ? `${book}: entry ${fault.seq} ${fault.what} (${verdict.entries} entries, proven up to ${Math.min(seq, fault.seq - 1)})`
      : `${book}: ${verdict.entries} entries, chain proven, head ${head} (${speed})`,
  );
  return !signed || anchors.length === 0
    ? !fault
    : sayAnchors(book, anchors, hashes, fault ? Infinity : seq, signed) && !fault;
}

function sayAnchors(
  book: string,
  anchors: readonly Anchor[],
  hashes: ReadonlyMap<number, string>,
  head: number,
  { key }: Signed,
): boolean {
  const found = verifyAnchors(anchors, hashes, head, key);
  const { fault, fit, newest } = found;
  if (fault) console.log(`${book}: the anchor of ${fault.anchor.at} ${fault.what}`);
  else {
    const gone = found.void > 0 ? `, ${found.void} void since a restore` : '';
    console.log(`${book}: ${fit} anchors fit, the newest of ${newest?.at} at entry ${newest?.seq}${gone}`);
  }
  return fault === null;
}

/** Whose word this is: to be compared with what was noted on paper. */
function sayKey({ path, key, illegible }: Signed): void {
  console.log(`${path}: signed with key ${nameOf(key)}`);
  if (illegible.length > 0) console.log(`${path}: lines that are no anchors: ${illegible.join(', ')}`);
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

function tell(words: string, code: number): number {
  console.error(words);
  return code;
}
