import type { Engine } from '../engine.ts';
import { MongoFault } from '../errors.ts';
import { findRows, rawTest, type Query } from '../query/rows.ts';
import type { Collection } from '../storage/catalogue.ts';
import type { Row } from '../storage/documents.ts';
import type { Store } from '../storage/store.ts';
import type { Doc } from '../values/bson.ts';
import { collectionName, type Command } from './command.ts';
import { paced } from './cursors.ts';
import { isLong, TIMES } from './seek.ts';

/** One statement of an `update` or `delete`. */
export interface Statement {
  /** Its limit is 1, or 0 for all that match. */
  query: Query;
  /** Changes a row that matched; false when it was so already. */
  change: (store: Store, collection: Collection, row: Row) => boolean;
  /** Makes a document where nothing matched, and gives its `_id`. */
  upsert?: ((store: Store, collection: Collection) => unknown) | undefined;
}

/** What became of the statements of a command. */
export interface Tally {
  n: number;
  nModified: number;
  upserted: Doc[];
  writeErrors: Doc[];
}

/**
 * Runs statements one after the other. Those that find their rows at once share a transaction; one that must look
 * through many rows first looks, letting others run, and then changes what still matches, some rows at a time.
 * @param statements each may throw why it is refused; an ordered command stops there
 */
export async function runStatements(
  engine: Engine,
  command: Command,
  statements: (() => Statement)[],
): Promise<Tally> {
  const tally: Tally = { n: 0, nModified: 0, upserted: [], writeErrors: [] };
  const run = new Run(engine.store, command, statements);
  for (let next = 0; next < statements.length;) {
    const slow = run.slowStatement(next);
    const done = slow ? await run.slowly(next, slow) : await engine.store.write(() => run.quickly(next));
    next = done.next;
    tally.n += done.n;
    tally.nModified += done.nModified;
    tally.upserted.push(...done.upserted);
    tally.writeErrors.push(...done.writeErrors);
  }
  return tally;
}

/** Rows that match, found before the first is changed, so that none is met twice. */
function rowsOf(store: Store, collection: Collection | undefined, query: Query): Row[] {
  return [...findRows(store, collection, query)].filter((row) => row !== undefined);
}

interface Done extends Tally {
  /** The statement to go on with. */
  next: number;
}

class Run {
  private readonly store: Store;
  private readonly command: Command;
  private readonly statements: (() => Statement)[];

  constructor(store: Store, command: Command, statements: (() => Statement)[]) {
    this.store = store;
    this.command = command;
    this.statements = statements;
  }

  /** The statement, if it would hold the thread for long. */
  slowStatement(index: number): Statement | undefined {
    const collection = this.collection();
    if (!collection) return undefined;
    try {
      const statement = this.statements[index]!();
      return isLong(collection, statement.query) ? statement : undefined;
    } catch {
      return undefined; // it will be refused again where that is written down
    }
  }

  /**
   * Within a transaction: this statement and the quick ones behind it, until others have waited for a turn's time. May
   * be run again, so it counts afresh.
   */
  quickly(from: number): Done {
    const done: Done = { n: 0, nModified: 0, upserted: [], writeErrors: [], next: from };
    const start = performance.now();
    while (done.next < this.statements.length) {
      if (done.next > from && (performance.now() - start > TURN_MS || this.slowStatement(done.next))) break;
      try {
        this.atOnce(this.statements[done.next]!(), done);
        done.next++;
      } catch (error) {
        this.refused(error, done);
      }
    }
    return done;
  }

  async slowly(index: number, statement: Statement, left = TIMES): Promise<Done> {
    const done: Done = { n: 0, nModified: 0, upserted: [], writeErrors: [], next: index };
    try {
      const collection = this.collection()!;
      const { id, writes } = collection;
      const records = await this.recordsOf(statement.query);
      for (let at = 0; at < records.length; at += ROWS_AT_ONCE) {
        const some = records.slice(at, at + ROWS_AT_ONCE);
        const part = await this.store.write(() => this.changeStillMatching(id, some, statement));
        done.n += part.n;
        done.nModified += part.nModified;
      }
      if (done.n === 0 && (statement.upsert || (statement.query.limit === 1 && records.length > 0))) {
        const isAll = () => this.collection() === collection && collection.writes === writes;
        const made = await this.store.write(() =>
          records.length === 0 && isAll() ? this.make(collection, statement, done) : undefined,
        );
        if (made) return made;
        if (left > 1) return await this.slowly(index, statement, left - 1); // somebody was faster
        return await this.store.write(() => this.quickly(index));
      }
      done.next++;
    } catch (error) {
      this.refused(error, done);
    }
    return done;
  }

  private atOnce({ query, change, upsert }: Statement, done: Done): void {
    const { db } = this.command;
    const name = collectionName(this.command);
    const collection = upsert ? this.store.ensure(db, name) : this.collection();
    if (!collection) return;
    const rows = rowsOf(this.store, collection, query);
    for (const row of rows) if (change(this.store, collection, row)) done.nModified++;
    done.n += rows.length;
    if (rows.length > 0 || !upsert) return;
    done.upserted.push({ index: done.next, _id: upsert(this.store, collection) });
    done.n++;
  }

  /** Makes what an upsert did not find. */
  private make(collection: Collection, { upsert }: Statement, done: Done): Done {
    const upserted = { index: done.next, _id: upsert!(this.store, collection) };
    return { ...done, n: 1, upserted: [upserted], next: done.next + 1 };
  }

  private async recordsOf(query: Query): Promise<number[]> {
    const records: number[] = [];
    const rows = findRows(this.store, this.collection(), query);
    await paced(rows[Symbol.iterator](), this.command.deadline, ({ record }) => records.push(record) > 0);
    return records;
  }

  private changeStillMatching(id: number, records: number[], { query, change }: Statement) {
    const done = { n: 0, nModified: 0 };
    const collection = this.collection();
    if (collection?.id !== id) return done; // dropped meanwhile
    const matches = rawTest(query.filter);
    for (const record of records) {
      const raw = this.store.documents.fetch(collection, record);
      if (!raw || !matches(raw)) continue;
      done.n++;
      if (change(this.store, collection, { record, raw })) done.nModified++;
    }
    return done;
  }

  private collection(): Collection | undefined {
    return this.store.catalogue.find(this.command.db, collectionName(this.command));
  }

  /** Writes a refusal down and says where to go on. Any other error undoes the transaction. */
  private refused(error: unknown, done: Done): void {
    if (!(error instanceof MongoFault)) throw error;
    done.writeErrors.push({ index: done.next, code: error.code, errmsg: error.message, ...error.more });
    done.next = this.command.body.ordered === false ? done.next + 1 : this.statements.length;
  }
}

const ROWS_AT_ONCE = 250;
/** A long list of quick statements is done in turns of so many milliseconds, so that no commit waits for all of it. */
const TURN_MS = 10;
