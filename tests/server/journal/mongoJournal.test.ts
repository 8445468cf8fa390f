import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongoJournal } from '../../../server/journal/mongoJournal.ts';
import { JournalUnknown, type Journal } from '../../../server/journal/journal.ts';
import { testStore, type TestStore } from '../../support/store.ts';
import { chain, journalContract } from './contractSuite.ts';

let store: TestStore;
let journal: Journal;
beforeAll(async () => {
  store = await testStore();
  journal = mongoJournal(store.connection);
  await journal.ready();
});
afterAll(() => store.done());

journalContract('MongoDB', () => journal);

describe('the journal in MongoDB', () => {
  it('says that it does not know when the store is gone', async () => {
    const other = await testStore();
    const gone = mongoJournal(other.connection);
    await gone.ready();
    await other.connection.close();
    await expect(gone.append(chain('ex-00000000-0000-4000-8000-000000000002', 1))).rejects.toBeInstanceOf(
      JournalUnknown,
    );
    await other.done();
  });
});
