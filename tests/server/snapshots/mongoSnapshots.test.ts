import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongoSnapshots } from '../../../server/snapshots/mongoSnapshots.ts';
import type { Snapshots } from '../../../server/snapshots/snapshots.ts';
import { testStore, type TestStore } from '../../support/store.ts';
import { newBook, snapshotsContract, worldOf } from './contractSuite.ts';

let store: TestStore;
let snapshots: Snapshots;
beforeAll(async () => {
  store = await testStore();
  snapshots = mongoSnapshots(store.connection);
  await snapshots.ready();
});
afterAll(() => store.done());

snapshotsContract('MongoDB', () => snapshots);

describe('the snapshots in MongoDB', () => {
  const chunks = (book: string) => store.connection.collection('snapshotChunks').countDocuments({ book });
  const pointers = () => store.connection.collection<{ _id: string }>('snapshots');

  it('keep one generation, and nothing of one that was refused', async () => {
    const book = newBook();
    await snapshots.write(worldOf(book, 1, 1_200), 2);
    expect(await chunks(book)).toBe(3);
    await snapshots.write(worldOf(book, 2, 600), 2);
    expect(await chunks(book)).toBe(2);
    await snapshots.write(worldOf(book, 2, 1_200), 1);
    expect(await chunks(book)).toBe(2);
  });

  it('are none when a chunk is missing or the fold is of another version', async () => {
    const book = newBook();
    await snapshots.write(worldOf(book, 1, 1_200), 1);
    await pointers().updateOne({ _id: book }, { $inc: { fold: 1 } });
    expect(await snapshots.load(book)).toBeNull();
    await pointers().updateOne({ _id: book }, { $inc: { fold: -1 } });
    expect(await snapshots.load(book)).not.toBeNull();
    await store.connection.collection('snapshotChunks').deleteOne({ book });
    expect(await snapshots.load(book)).toBeNull();
  });

  it('leave the chunks of a later holder alone while he writes them', async () => {
    const book = newBook();
    const his = { _id: `${book}/his`, book, generation: 'his', fence: 9, table: 'village', rows: [] };
    await store.connection.collection<typeof his>('snapshotChunks').insertOne(his);
    await snapshots.write(worldOf(book, 1, 1), 8);
    expect(await chunks(book)).toBe(2);
    await snapshots.write(worldOf(book, 1, 1), 9);
    expect(await chunks(book)).toBe(1);
  });
});
