import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { emptyWorld } from '../../../shared/world.ts';
import { openBehind, type BehindSetting } from '../../../server/behind.ts';
import { mongoJournal } from '../../../server/journal/mongoJournal.ts';
import { mongoRecords } from '../../../server/records/mongoRecords.ts';
import { mongoSnapshots } from '../../../server/snapshots/mongoSnapshots.ts';
import { openTail } from '../../../server/tail.ts';
import { testStore, type TestStore } from '../../support/store.ts';
import { chain } from '../journal/contractSuite.ts';
import { newBook } from './rows.ts';

let store: TestStore;
let keep: Pick<BehindSetting, 'journal' | 'records' | 'snapshots'>;
beforeAll(async () => {
  store = await testStore();
  const { connection } = store;
  keep = {
    journal: mongoJournal(connection),
    records: mongoRecords(connection),
    snapshots: mongoSnapshots(connection),
  };
  await Promise.all([keep.journal.ready(), keep.records.ready(), keep.snapshots.ready()]);
});
afterAll(() => store.done());
afterEach(() => void vi.useRealTimers());

/** A lease that is given and taken by hand. */
function leaseInHand() {
  const listeners: (() => void)[] = [];
  const lease = {
    isHeld: true,
    hasOthers: false,
    fence: 1,
    onHeld: (listener: () => void) => void listeners.push(listener),
    close: async () => undefined,
  };
  const take = () => {
    Object.assign(lease, { isHeld: true, fence: lease.fence + 1 });
    for (const listener of listeners) listener();
  };
  return { lease, take };
}

/** A book of some entries with its tail at the head, and everything the follower needs but the records' doings. */
async function follower(length: number) {
  const book = newBook();
  await keep.journal.append(chain(book, length));
  const tail = openTail(keep.journal, emptyWorld(book));
  await tail.catchUp();
  const faults: string[] = [];
  const report = (what: string, problem: unknown) => `${faults.push(`${what}: ${String(problem)}`)}`;
  const { lease, take } = leaseInHand();
  const setting: BehindSetting = { ...keep, tail, lease, report, erase: async () => undefined };
  return { book, faults, lease, take, setting };
}

describe('what follows behind the tail', () => {
  it('goes on from the checkpoint when the lease is taken anew while it works', async () => {
    const { book, faults, take, setting } = await follower(1_200);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const begun = new Promise<void>((tell) => {
      const project: typeof keep.records.project = async (...given) => {
        tell();
        await held;
        return keep.records.project(...given);
      };
      Object.assign(setting, { records: { ...keep.records, project } });
    });
    const behind = openBehind(setting);
    await begun;
    take();
    release();
    await behind.settled();
    expect(faults).toEqual([]);
    expect(await keep.records.checkpoint(book)).toBe(1_200);
    await behind.close();
  });

  it('notes nothing when another has taken the lease and gone on, and says nothing of it', async () => {
    const { book, faults, lease, setting } = await follower(3);
    await keep.records.setCheckpoint(book, 1, 7);
    let release = () => {};
    const told = new Promise<void>((resolve) => (release = resolve));
    const setCheckpoint: typeof keep.records.setCheckpoint = async (...given) => {
      const noted = await keep.records.setCheckpoint(...given);
      if (!noted) release();
      return noted;
    };
    const behind = openBehind({ ...setting, records: { ...keep.records, setCheckpoint } });
    await told;
    expect(await keep.records.checkpoint(book)).toBe(1);
    lease.fence = 8;
    await behind.settled();
    expect(await keep.records.checkpoint(book)).toBe(3);
    expect(faults).toEqual([]);
    await behind.close();
  });

  it('tries ever later what fails, and leaves no timer when it is closed', async () => {
    const { faults, setting } = await follower(3);
    vi.useFakeTimers();
    const begin = Date.now();
    const tries: number[] = [];
    const checkpoint = async () => {
      tries.push(Date.now() - begin);
      throw new Error('the store is away');
    };
    const behind = openBehind({ ...setting, records: { ...keep.records, checkpoint } });
    await vi.advanceTimersByTimeAsync(17_000);
    expect(tries).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 11_400, 16_400]);
    expect(faults).toHaveLength(tries.length);
    await behind.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  /** Behind a tail that is given more entries with every page, each of which takes 50 ms of a clock in hand. */
  async function underLoad(more: Partial<BehindSetting> = {}) {
    const { setting } = await follower(1);
    const entries = chain(newBook(), 2_000);
    const tail = openTail(keep.journal, emptyWorld(entries[0]?.book ?? ''));
    tail.accept(entries.splice(0, 250));
    vi.useFakeTimers();
    const begin = Date.now();
    const pages: number[] = [];
    const project = async () => {
      pages.push(Date.now() - begin);
      await new Promise((resolve) => setTimeout(resolve, 50));
      tail.accept(entries.splice(0, 150));
    };
    const records = {
      ...{ ...keep.records, project },
      ...{ checkpoint: () => Promise.resolve(0), setCheckpoint: () => Promise.resolve(true) },
    };
    const stored = { load: () => Promise.resolve(null), write: () => Promise.resolve(true) };
    const snapshots = { ...keep.snapshots, ...stored };
    const behind = openBehind({ ...setting, tail, records, snapshots, ...more });
    /** Ends with the page in hand, however far that is. */
    const end = async () => {
      const closed = behind.close();
      await vi.advanceTimersByTimeAsync(50);
      await closed;
    };
    return { pages, behind, end };
  }

  it('rests while many commands come, nine times as long as a page took', async () => {
    const { pages, end } = await underLoad();
    await vi.advanceTimersByTimeAsync(1_300);
    expect(pages).toEqual([200, 700, 1_200]);
    await end();
  });

  it('does not rest before it is where the head was when somebody began to wait', async () => {
    const { pages, behind, end } = await underLoad();
    await vi.advanceTimersByTimeAsync(300);
    expect(pages).toEqual([200]);
    behind.hurry(); // of 400 entries 200 are projected: one page more, and it rests again
    await vi.advanceTimersByTimeAsync(600);
    expect(pages).toEqual([200, 300, 800]);
    await end();
  });

  it('does not rest while there is another server, where somebody may wait', async () => {
    const { lease } = leaseInHand();
    const { pages, end } = await underLoad({ lease: { ...lease, hasOthers: true } });
    await vi.advanceTimersByTimeAsync(349);
    expect(pages).toEqual([200, 250, 300]);
    await end();
  });

  it('does not rest when it is closed while a page is in work', async () => {
    const { pages, behind } = await underLoad();
    await vi.advanceTimersByTimeAsync(220);
    const closed = behind.close();
    await vi.advanceTimersByTimeAsync(31);
    await closed;
    expect(pages).toEqual([200]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not read back what the tail remembers', async () => {
    const { faults, setting } = await follower(1);
    const entries = chain(newBook(), 450);
    const book = entries[0]?.book ?? '';
    const tail = openTail(keep.journal, emptyWorld(book));
    tail.accept(entries);
    const read = () => Promise.reject(new Error('read back'));
    const behind = openBehind({ ...setting, tail, journal: { ...keep.journal, read } });
    await behind.settled();
    expect(faults).toEqual([]);
    expect(await keep.records.checkpoint(book)).toBe(450);
    await behind.close();
  });

  it('does nothing while another holds the lease', async () => {
    const { book, lease, take, setting } = await follower(3);
    lease.isHeld = false;
    const behind = openBehind(setting);
    await behind.settled();
    expect(await keep.records.checkpoint(book)).toBe(0);
    take();
    await behind.settled();
    expect(await keep.records.checkpoint(book)).toBe(3);
    await behind.close();
  });
});
