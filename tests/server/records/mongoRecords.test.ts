import { MongoBulkWriteError } from 'mongodb';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taken } from '../../../server/records/keep.ts';
import { mongoRecords } from '../../../server/records/mongoRecords.ts';
import type { Records } from '../../../server/records/records.ts';
import { testStore, type TestStore } from '../../support/store.ts';
import { archivedIncident, recordsContract } from './contractSuite.ts';
import { newBook, put, report } from './rows.ts';

let store: TestStore;
let records: Records;
beforeAll(async () => {
  store = await testStore();
  records = mongoRecords(store.connection);
  await records.ready();
});
afterAll(() => store.done());

recordsContract('MongoDB', () => records);

describe('a forgetting that is interrupted', () => {
  it('finishes the next time, wherever it stopped', async () => {
    for (let nth = 1, interrupted = true; interrupted; nth += 1) {
      const book = newBook();
      await records.project(book, archivedIncident());
      const mend = failAt(nth);
      interrupted = await records.forget(book, 'incident', 'i').then(
        () => false,
        () => true,
      );
      mend();
      expect(nth).toBeLessThan(20);
      await records.forget(book, 'incident', 'i');
      const left = await Promise.all(
        (['incident', 'report', 'attachment'] as const).map(async (table) =>
          (await records.ask({ book, table, audience: 'desk', limit: 50 })).map(
            ({ row }) => (row as { id: string }).id,
          ),
        ),
      );
      expect(left).toEqual([['other'], ['open'], []]);
    }
  });

  /** The store goes away before the nth removal; returns how it comes back. */
  function failAt(nth: number): () => void {
    const models = Object.values(store.connection.models) as Model<unknown>[];
    let count = 0;
    for (const model of models) {
      const remove = model.deleteMany.bind(model) as (filter: object) => unknown;
      Object.assign(model, {
        deleteMany: async (filter: object) => {
          if ((count += 1) >= nth) throw new Error('the store is away');
          return remove(filter);
        },
      });
    }
    return () => {
      for (const model of models) delete (model as { deleteMany?: unknown }).deleteMany;
    };
  }
});

describe('errors of a write of many', () => {
  const failed = (codes: number[], concern?: object) => {
    const writeErrors = codes.map((code, index) => ({ code, index }));
    const result = { getWriteConcernError: () => concern };
    const error = { message: 'failed', code: codes[0] ?? 0, writeErrors };
    return new MongoBulkWriteError(error as never, result as never);
  };
  const concern = { code: 64, errmsg: 'waiting for replication timed out' };

  it('passes over rows that are there already, and over nothing else', () => {
    expect(taken(failed([11_000, 11_000]))).toEqual([0, 1]);
    for (const problem of [
      failed([11_000, 13_388]),
      failed([50, 11_000]),
      failed([11_000], concern),
      failed([]),
      new Error('the store is away'),
    ])
      expect(() => taken(problem)).toThrow(problem);
  });

  it('keeps the newer of two that are laid at once', async () => {
    for (let n = 0; n < 10; n += 1) {
      const book = newBook();
      const seqs = [1, 2, 3, 4];
      await Promise.all(seqs.map((seq) => records.project(book, [put(seq, 'report', report('r', { seq }))])));
      expect(await records.one(book, 'report', 'r', 'desk')).toMatchObject({ seq: 4 });
    }
  });
});
