import { MongoBulkWriteError } from 'mongodb';
import type { Model } from 'mongoose';
import type { Row, Table } from '../../shared/rows.ts';
import { audiencesOf } from '../../shared/see.ts';
import type { Change } from '../../shared/world.ts';
import { findable } from './findable.ts';
import { keyOf, ownersOf, type Kept } from './kept.ts';

const DUPLICATE = 11_000;

/** Writes the rows of one table as the changes leave them; a newer one that is there stays. */
export async function keep(
  model: Model<Kept>,
  table: Table,
  book: string,
  changes: readonly Change[],
): Promise<void> {
  const writes = latest(changes, table).map((change) => writeOf(table, book, change));
  // Of two that lay the same row at once one fails, and that may be the newer: what failed is tried once more.
  const failed = await write(model, writes);
  await write(
    model,
    failed.map((n) => writes[n]),
  );
}

/**
 * Which writes failed because a row was there already; an error of any other kind, or beside these, is a fault.
 *
 * @throws the problem itself when it says anything else as well
 */
export function taken(problem: unknown): number[] {
  if (!(problem instanceof MongoBulkWriteError)) throw problem;
  const errors = [problem.writeErrors].flat();
  const others = errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE);
  if (others || problem.err || problem.result.getWriteConcernError()) throw problem;
  return errors.map(({ index }) => index);
}

/** A row's last change, which is what is written, and the entry of its first. */
interface Latest {
  readonly first: number;
  readonly change: Change;
}

function latest(changes: readonly Change[], table: Table): Latest[] {
  const rows = new Map<string, Latest>();
  for (const change of changes) {
    if (change.table !== table) continue;
    rows.set(change.id, { first: rows.get(change.id)?.first ?? change.seq, change });
  }
  return [...rows.values()];
}

function writeOf(table: Table, book: string, { first, change }: Latest): object {
  const { id, seq } = change;
  const row = (change.after ?? change.before) as Row;
  const audiences = audiencesOf(table, row);
  const seen = { of: ownersOf(row), audiences, find: findable(table, row, audiences) };
  const $set = { book, id, seq, left: change.after ? null : seq, ...seen, row };
  return {
    updateOne: {
      filter: { _id: keyOf(book, id), seq: { $lt: seq } },
      update: { $set, $setOnInsert: { first } },
      upsert: true,
    },
  };
}

async function write(model: Model<Kept>, writes: readonly unknown[]): Promise<number[]> {
  if (writes.length === 0) return [];
  try {
    await model.collection.bulkWrite([...writes] as never, { ordered: false });
    return [];
  } catch (problem) {
    return taken(problem);
  }
}
