import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedStore } from '../../../server/embedded/start.ts';
import { seal } from '../../../server/journal/chain.ts';
import { mongoJournal } from '../../../server/journal/mongoJournal.ts';
import type { Journal } from '../../../server/journal/journal.ts';
import { openStore, type Store } from '../../../server/store.ts';
import { GENESIS, type Entry, type Event } from '../../../shared/entry.ts';

interface Stored {
  readonly _id: string;
}
const BOOK = 'real';
const LENGTH = 30;
const key = (seq: number) => `${BOOK}/${String(seq).padStart(12, '0')}`;

let dataDir: string;
let embedded: EmbeddedStore;
let store: Store;
let journal: Journal;
const entries = () => store.connection.collection<Stored>('journal');

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'zhishou-verify-'));
  embedded = await startEmbedded({ dataDir, noSync: true });
  store = await openStore(embedded.uri);
  journal = mongoJournal(store.connection);
  await journal.ready();
});

afterAll(async () => {
  await store.close();
  await embedded.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

beforeEach(async () => {
  await entries().deleteMany({});
  await journal.append(chain());
});

/** Thirty entries: a report, its incident, notes, and at 20 the decision to erase both. */
function chain(): Entry[] {
  const special: Record<number, Event> = {
    3: { type: 'report.submitted', id: 'smoke', words: '北坡起烟' } as Event,
    4: { type: 'incident.opened', id: 'fire', title: '火情' } as Event,
    20: { type: 'incident.erased', id: 'fire', reportIds: ['smoke'], reason: '保存期满' } as Event,
  };
  const made: Entry[] = [];
  for (let seq = 1; seq <= LENGTH; seq += 1) {
    const event = special[seq] ?? ({ type: 'incident.lineAdded', id: 'other', words: `第${seq}条` } as Event);
    const by = { id: 'c', name: '值班员C', post: '值班员' };
    const meta = { book: BOOK, seq, commandId: randomUUID(), command: 'any', fingerprint: 'f', by };
    made.push(
      seal({ ...meta, at: '2026-04-05T13:30:00.000+08:00' }, 'f', [event], made.at(-1)?.hash ?? GENESIS),
    );
  }
  return made;
}

/** Runs the command as somebody would while the server is up; this process stands for the server. */
function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return verifyWith({}, ...args);
}

function verifyWith(
  settings: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const words = ['--import', 'tsx', 'scripts/verify.ts', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { env: { ...process.env, ...settings } }, (problem, out, err) => {
      resolve({ code: problem ? Number(problem.code) : 0, out, err });
    });
  });
}

describe('npm run verify, beside a running server', () => {
  it('proves a chain and names its head', async () => {
    const { code, out } = await verify('--data', dataDir);
    const head = (await journal.read(BOOK, LENGTH - 1, 1))[0]?.hash;
    expect(out).toContain(`real: ${LENGTH} entries, chain proven, head ${head}`);
    expect(code).toBe(0);
  });

  it('takes the address of a store as well', async () => {
    expect((await verify(embedded.uri)).code).toBe(0);
  });

  it('names a changed entry', async () => {
    await entries().updateOne({ _id: key(7) }, { $set: { 'events.0.words': '另一句话' } });
    const { code, out } = await verify('--data', dataDir);
    expect(out).toContain('real: entry 7 was changed');
    expect(code).toBe(1);
  });

  it('names a missing entry, be it the first', async () => {
    await entries().deleteOne({ _id: key(12) });
    expect((await verify('--data', dataDir)).out).toContain('real: entry 12 is missing');
    await entries().deleteOne({ _id: key(1) });
    expect((await verify('--data', dataDir)).out).toContain('real: entry 1 is missing');
  });

  it('names the first of two swapped entries', async () => {
    const found = await journal.read(BOOK, 0, LENGTH);
    const [a, b] = [found[8] as Entry, found[14] as Entry];
    await entries().deleteMany({ _id: { $in: [key(9), key(15)] } });
    await entries().insertMany([{ _id: key(9), ...b } as Stored, { _id: key(15), ...a } as Stored]);
    expect((await verify('--data', dataDir)).out).toContain(
      'real: entry 9 is not in its place: entry 15 stands there',
    );
  });

  it('proves the chain after an erasure by decision, and finds one without', async () => {
    expect(await journal.erase(BOOK, new Set(['incident/fire', 'report/smoke']), 20)).toBe(2);
    expect((await verify('--data', dataDir)).code).toBe(0);
    await journal.erase(BOOK, new Set(['incident/other']), 3);
    const { code, out } = await verify('--data', dataDir);
    expect(out).toContain(
      'real: entry 1 lacks its event about incident/other without a decision to erase it',
    );
    expect(code).toBe(1);
  });

  it('says that no anchors were held against it, and fails when those of the settings are gone', async () => {
    expect((await verify('--data', dataDir)).out).toContain('No anchors were held against it');
    const nowhere = join(dataDir, 'nowhere');
    const { code, err } = await verifyWith({ DATA_DIR: dataDir, ANCHOR_DIR: nowhere });
    expect(err).toContain(`There is no ${join(nowhere, 'anchors.jsonl')}`);
    expect(code).toBe(2);
  });

  it('says so when there is no store', async () => {
    const { code, err } = await verify('--data', join(dataDir, 'nowhere'));
    expect(err).toContain('There is no store in');
    expect(code).toBe(2);
  });
});
