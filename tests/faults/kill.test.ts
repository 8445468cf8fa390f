import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Client } from '../../scripts/client.ts';
import { GENESIS, type Entry } from '../../shared/entry.ts';
import { emptyWorld, fold } from '../../shared/world.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import { startEmbedded } from '../../server/embedded/start.ts';
import { faultOf } from '../../server/journal/chain.ts';
import { openStore } from '../../server/store.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';
import { openSpine, reportBody } from '../support/spine.ts';
import { PASSWORD, PEOPLE, SETUP_CODE } from '../support/township.ts';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 25);
const WRITERS = 8;
/** How long a round writes before the server is killed, in milliseconds: another moment in every round. */
const MOMENTS = Array.from({ length: ROUNDS }, (_, n) => 20 + ((n * 7919) % 380));

it(
  `loses nothing it acknowledged in ${ROUNDS} kills under ${WRITERS} writers`,
  { timeout: 600_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-kill-'));
    const settings = { DATA_DIR: dataDir, PORT: '0', SETUP_CODE };
    const acknowledged = new Map<string, number>();
    let server = await startProcess(settings);
    await new Client(server.origin).must('POST', '/api/setup', {
      code: SETUP_CODE,
      unit: EXAMPLE_TOWNSHIP,
      accounts: [PEOPLE.administrator, PEOPLE.dutyOfficer].map((one) => ({ ...one, password: PASSWORD })),
    });
    let officer = await new Client(server.origin).signIn(PEOPLE.dutyOfficer.signInName, PASSWORD, 'desk');
    const unanswered = new Set<string>();
    for (const moment of MOMENTS) {
      await round(server, officer, moment, acknowledged, unanswered);
      server = await startProcess(settings);
      const { cookie } = officer;
      officer = new Client(server.origin, cookie);
      await repeat(officer, acknowledged, unanswered);
    }
    expect(await server.stop()).toBe(0);

    const { entries, records } = await readBack(dataDir);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
    let prev = GENESIS;
    for (const entry of entries) {
      expect(faultOf(entry, prev, () => false)).toBeNull();
      prev = entry.hash;
    }
    const places = new Map(entries.map(({ commandId, seq }) => [commandId, seq]));
    expect(places.size).toBe(entries.length);
    expect(acknowledged.size).toBeGreaterThan(ROUNDS * WRITERS);
    for (const [id, seq] of acknowledged) expect(places.get(id)).toBe(seq);
    const world = emptyWorld('real');
    fold(world, entries);
    expect(records).toEqual(new Map(world.tables.report));
    await rm(dataDir, { recursive: true, force: true });
  },
);

it(
  'answers 503 while the store’s own process is killed, and goes on by itself',
  { timeout: 120_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-store-kill-'));
    const server = await startProcess({ DATA_DIR: dataDir, PORT: '0', SETUP_CODE });
    const accounts = [PEOPLE.administrator, PEOPLE.dutyOfficer].map((one) => ({
      ...one,
      password: PASSWORD,
    }));
    await new Client(server.origin).must('POST', '/api/setup', {
      code: SETUP_CODE,
      unit: EXAMPLE_TOWNSHIP,
      accounts,
    });
    const officer = await new Client(server.origin).signIn(PEOPLE.dutyOfficer.signInName, PASSWORD, 'desk');
    const acknowledged = new Map<string, number>();
    const statuses = new Set<number>();
    for (let round = 0; round < 5; round += 1) {
      const unanswered = new Set(Array.from({ length: 40 }, () => randomUUID()));
      const sending = [...unanswered].map(async (id) => {
        const { status, body } = await officer.ask('POST', '/api/commands', envelope(id));
        statuses.add(status);
        if (status === 200) acknowledged.set(id, (body as { seq: number }).seq);
      });
      process.kill(await storeOf(server.child.pid as number), 'SIGKILL');
      await Promise.all(sending);
      await repeatUntilTaken(officer, acknowledged, unanswered);
    }
    expect([...statuses].sort()).toEqual([200, 503]);
    expect(await server.stop()).toBe(0);
    const { entries, records } = await readBack(dataDir);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
    for (const [id, seq] of acknowledged)
      expect(entries.find(({ commandId }) => commandId === id)?.seq).toBe(seq);
    expect(records.size).toBe(200);
    await rm(dataDir, { recursive: true, force: true });
  },
);

/** The embedded store's process: the server's child that was started from its file. */
async function storeOf(parent: number): Promise<number> {
  const children = (await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8'))
    .trim()
    .split(' ')
    .map(Number);
  for (const pid of children) {
    if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('embedded/child')) return pid;
  }
  throw new Error('the store has no process');
}

async function repeatUntilTaken(
  officer: Client,
  acknowledged: Map<string, number>,
  ids: ReadonlySet<string>,
): Promise<void> {
  for (const id of ids) {
    await expect.poll(async () => (await officer.submit(envelope(id))).ok, { timeout: 20_000 }).toBe(true);
    const answer = await officer.submit(envelope(id));
    if (answer.ok) acknowledged.set(id, answer.seq);
  }
}

/** Eight writers write as fast as they are answered until the server is killed under them. */
async function round(
  server: ServerProcess,
  officer: Client,
  moment: number,
  acknowledged: Map<string, number>,
  unanswered: Set<string>,
): Promise<void> {
  const write = async () => {
    for (;;) {
      const id = randomUUID();
      unanswered.add(id);
      const answer = await officer.submit(envelope(id)).catch(() => null);
      if (!answer) return;
      expect(answer).toMatchObject({ ok: true });
      if (answer.ok) acknowledged.set(id, answer.seq);
      unanswered.delete(id);
    }
  };
  const writers = Array.from({ length: WRITERS }, write);
  const kill = new Promise<void>((resolve) => setTimeout(() => void server.kill().then(resolve), moment));
  await Promise.all([...writers, kill]);
}

/** What got no answer is sent again under its id, as an outbox does: it is there once, whether it was or not. */
async function repeat(
  officer: Client,
  acknowledged: Map<string, number>,
  unanswered: Set<string>,
): Promise<void> {
  for (const id of unanswered) {
    const answer = await officer.submit(envelope(id));
    expect(answer).toMatchObject({ ok: true });
    if (answer.ok) acknowledged.set(id, answer.seq);
    unanswered.delete(id);
  }
}

function envelope(id: string) {
  return {
    id,
    book: 'real',
    type: 'report.submit',
    body: reportBody(`起烟 ${id}`) as Record<string, unknown>,
  };
}

/** The journal as it lies on the disk, and the reports as the records have them once the projector is through. */
async function readBack(dataDir: string): Promise<{ entries: Entry[]; records: Map<string, unknown> }> {
  const embedded = await startEmbedded({ dataDir });
  const store = await openStore(embedded.uri);
  const spine = await openSpine(store);
  await spine.books.real.behind.settled();
  const entries = await spine.journal.read('real', 0, 1_000_000);
  const rows = await store.connection
    .collection<{ _id: string; id: string; row: unknown }>('reports')
    .find()
    .toArray();
  const records = new Map(rows.map(({ id, row }) => [id, row]));
  await spine.close();
  await store.close();
  await embedded.stop();
  return { entries, records };
}
