import type { Collection } from '../storage/catalogue.ts';
import type { Row } from '../storage/documents.ts';
import { scanAll, scanIndex, type Found } from '../storage/scan.ts';
import type { Store } from '../storage/store.ts';
import type { Doc } from '../values/bson.ts';
import { sortKey, type SortSpec } from '../values/compare.ts';
import { fieldReader } from '../values/fields.ts';
import { partsOf } from '../values/paths.ts';
import { compileFilter, fieldsOf } from './match.ts';
import { planFor, type Plan } from './planner.ts';
import { Sorter } from './sorter.ts';

export interface Query {
  filter: Doc;
  sort?: SortSpec;
  skip?: number;
  /** 0 or nothing: all. */
  limit?: number;
  hint?: unknown;
  /** Only the number of rows is wanted: `raw` may be empty. */
  keysOnly?: boolean;
}

/** A row, or undefined: a place to draw breath, where a reader may let other commands run. */
export type Step<T = Row> = T | undefined;

/**
 * The rows that match a query, in its order.
 * @throws MongoFault for a bad filter, also where nothing is stored
 */
export function findRows(store: Store, collection: Collection | undefined, query: Query): Iterable<Step> {
  const test = rawTest(query.filter);
  if (!collection) return [];
  const sort = query.sort ?? [];
  const plan = planFor(collection, query.filter, sort, query.hint);
  const matching = matchingRows(store, collection, plan, test, query.keysOnly ?? false);
  const skip = query.skip ?? 0;
  const limit = query.limit || Infinity;
  if (plan.sorted) return window(matching, skip, limit);
  return sortedRows(store, collection, matching, { sort, skip, limit, test });
}

/** The first row, for a caller that cannot wait. */
export function firstRow(store: Store, collection: Collection, query: Query): Row | undefined {
  for (const row of findRows(store, collection, { ...query, limit: 1 })) if (row) return row;
  return undefined;
}

export type RawTest = (raw: Buffer) => boolean;

/** The filter on stored bytes: only the fields it reads are decoded. */
export function rawTest(filter: Doc): RawTest {
  const test = compileFilter(filter);
  const read = fieldReader(fieldsOf(filter));
  return (raw) => test(read(raw));
}

function* matchingRows(
  store: Store,
  collection: Collection,
  plan: Plan,
  test: RawTest,
  keysOnly: boolean,
): Generator<Step> {
  let examined = 0;
  for (const row of planned(store, collection, plan, keysOnly)) {
    if ((++examined & 127) === 0) yield undefined;
    // A row that another command changed since its place was read may no longer belong there.
    const known = plan.exact && row.since === store.version;
    if (known || test(row.raw)) yield row;
  }
}

function planned(store: Store, collection: Collection, plan: Plan, keysOnly = false): Iterable<Found> {
  if (plan.union) return unionRows(store, collection, plan.union);
  const { index, ranges, reverse } = plan;
  if (!index) return scanAll(store, collection, { reverse });
  const once = index.multikey.includes(true);
  return scanIndex(store, collection, { ranges, reverse, once, keysOnly: keysOnly && plan.exact });
}

function* unionRows(store: Store, collection: Collection, plans: Plan[]): Generator<Found> {
  const seen = new Set<number>();
  for (const plan of plans) {
    for (const row of planned(store, collection, plan)) {
      if (seen.size !== seen.add(row.record).size) yield row;
    }
  }
}

function* window(rows: Iterable<Step>, skip: number, limit: number): Generator<Step> {
  for (const row of rows) {
    if (row && skip > 0) skip--;
    else {
      yield row;
      if (row && --limit <= 0) return;
    }
  }
}

interface Sorting {
  sort: SortSpec;
  skip: number;
  limit: number;
  test: RawTest;
}

/** Sorts in memory, by keys and record numbers alone; with a limit, only the first so many are kept. */
function* sortedRows(
  store: Store,
  collection: Collection,
  rows: Iterable<Step>,
  sorting: Sorting,
): Generator<Step> {
  const { sort, skip, limit, test } = sorting;
  const read = fieldReader(sort.map(([path]) => partsOf(path)[0]!));
  const since = store.version;
  const sorter = new Sorter(skip + limit);
  for (const row of rows) {
    if (row) sorter.add({ key: sortKey(read(row.raw), sort), record: row.record });
    else yield undefined;
  }
  let given = 0;
  for (const { record } of sorter.sorted()) {
    if (given++ < skip) continue;
    if ((given & 127) === 0) yield undefined;
    const raw = store.documents.fetch(collection, record);
    if (raw && (since === store.version || test(raw))) yield { record, raw };
  }
}
