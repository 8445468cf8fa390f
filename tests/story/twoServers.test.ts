import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from '../../scripts/client.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import { GENESIS, type Entry } from '../../shared/entry.ts';
import { startEmbedded, type EmbeddedStore } from '../../server/embedded/start.ts';
import { faultOf } from '../../server/journal/chain.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';
import { Screen } from '../support/screen.ts';
import { reportBody } from '../support/spine.ts';
import { PASSWORD, PEOPLE, SETUP_CODE } from '../support/township.ts';

let folder: string;
let store: EmbeddedStore;
const servers: ServerProcess[] = [];
const officers: Client[] = [];
const settings = () => ({ MONGODB_URI: store.uri, DATA_DIR: folder, PORT: '0', SETUP_CODE });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhishou-two-'));
  store = await startEmbedded({ dataDir: folder });
  servers.push(await startProcess(settings()));
  const accounts = [PEOPLE.administrator, PEOPLE.dutyOfficer].map((one) => ({ ...one, password: PASSWORD }));
  await new Client(at(0)).must('POST', '/api/setup', { code: SETUP_CODE, unit: EXAMPLE_TOWNSHIP, accounts });
  servers.push(await startProcess(settings()));
  for (const n of [0, 1])
    officers.push(await new Client(at(n)).signIn(PEOPLE.dutyOfficer.signInName, PASSWORD, 'desk'));
});
afterAll(async () => {
  for (const server of servers) await server.kill();
  await store.stop();
  await rm(folder, { recursive: true, force: true });
});

const at = (n: number) => (servers[n] as ServerProcess).origin;
const officer = (n: number) => officers[n] as Client;

it('writes without a gap and nothing twice with commands to both', async () => {
  const ids = Array.from({ length: 200 }, () => randomUUID());
  const send = (id: string, n: number) =>
    officer(n % 2).command('report.submit', reportBody(`起烟 ${n}`) as never, { id });
  const answers = await Promise.all(ids.map(send));
  expect(new Set(answers.map(({ seq }) => seq)).size).toBe(ids.length);
  const entries = await journal(officer(0));
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
  expect(new Set(entries.map(({ commandId }) => commandId)).size).toBe(entries.length);
  let prev = GENESIS;
  for (const entry of entries) {
    expect(faultOf(entry, prev, () => false)).toBeNull();
    prev = entry.hash;
  }
});

it('shows what one accepts on the other’s screens within a quarter of a second', async () => {
  const screen = await new Screen(officer(1)).open();
  const times: number[] = [];
  for (let n = 0; n < 11; n += 1) {
    const id = randomUUID();
    const seen = screen.sees(`report/${id}`);
    const answer = await officer(0).command('report.submit', reportBody('起烟') as never, { id });
    const accepted = performance.now();
    await seen;
    times.push(performance.now() - accepted);
    expect(answer.seq).toBeLessThanOrEqual(screen.seq);
  }
  screen.close();
  times.sort((a, b) => a - b);
  expect(times[5]).toBeLessThan(250);
});

it('ends a revoked session on both within two seconds', async () => {
  const here = await new Client(at(0)).signIn(PEOPLE.dutyOfficer.signInName, PASSWORD, 'desk');
  const there = new Client(at(1), here.cookie);
  const screens = [await new Screen(here).open(), await new Screen(there).open()];
  const { body } = await here.ask('GET', '/api/session');
  const { id } = (body as { session: { id: string } }).session;
  const gone = screens.map(
    (screen) => new Promise<void>((resolve) => screen.socket.once('disconnect', () => resolve())),
  );
  const start = performance.now();
  await officer(0).must('DELETE', `/api/sessions/${id}`);
  await Promise.all(gone);
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(screens.map(({ farewell }) => farewell)).toEqual([{ why: 'revoked' }, { why: 'revoked' }]);
  for (const client of [here, there]) expect((await client.ask('GET', '/api/snapshot')).status).toBe(401);
});

it('refuses a second server on one data folder, with a sentence', async () => {
  const single = { DATA_DIR: folder, PORT: '0', MONGODB_URI: undefined };
  await expect(startProcess(single)).rejects.toThrow(/ended with 78[\s\S]*already in use/);
});

it('carries on when either is killed, also the one that holds the lease', async () => {
  for (const victim of [0, 1]) {
    const survivor = 1 - victim;
    const ids = Array.from({ length: 20 }, () => randomUUID());
    const writing = ids.map((id, n) =>
      officer(n % 2)
        .submit(envelope(id))
        .catch(() => null),
    );
    await (servers[victim] as ServerProcess).kill();
    await Promise.all(writing);
    for (const id of ids)
      await officer(survivor).command('report.submit', reportBody('接着报') as never, { id });
    const entries = await journal(officer(survivor));
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
    expect(new Set(entries.map(({ commandId }) => commandId)).size).toBe(entries.length);
    const projected = async () => {
      const { rows } = await officer(survivor).get<{ rows: { row: { id: string } }[] }>(
        '/api/records/report?limit=200',
      );
      return ids.every((id) => rows.some(({ row }) => row.id === id));
    };
    await expect.poll(projected, { timeout: 15_000 }).toBe(true);
    servers[victim] = await startProcess(settings());
    officers[victim] = new Client(at(victim), officer(victim).cookie);
  }
});

function envelope(id: string) {
  return { id, book: 'real', type: 'report.submit', body: reportBody('接着报') as Record<string, unknown> };
}

async function journal(client: Client): Promise<Entry[]> {
  const all: Entry[] = [];
  for (;;) {
    const { entries } = await client.get<{ entries: Entry[] }>(`/api/journal?after=${all.length}`);
    if (entries.length === 0) return all;
    all.push(...entries);
  }
}
