import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from '../../scripts/client.ts';
import { startEmbedded, type EmbeddedStore } from '../../server/embedded/start.ts';
import type { Entry } from '../../shared/entry.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import { rosterNow } from '../support/nouns/onDuty.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';
import { PASSWORD, PEOPLE, SETUP_CODE } from '../support/township.ts';

/** An exercise in which ten minutes pass in five seconds: its day shift begins at 08:30, five seconds after it opens. */
const STARTS_AT = '2026-11-30T08:20:00+08:00';
const SPEED = 120;

let folder: string;
let store: EmbeddedStore;
const servers: ServerProcess[] = [];
const start = () => startProcess({ MONGODB_URI: store.uri, DATA_DIR: folder, PORT: '0', SETUP_CODE });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhishou-duty-'));
  store = await startEmbedded({ dataDir: folder });
  servers.push(await start());
  const people = [PEOPLE.administrator, PEOPLE.dutyOfficer, PEOPLE.leader];
  const accounts = people.map((one) => ({ ...one, password: PASSWORD }));
  await new Client(servers[0]?.origin ?? '').must('POST', '/api/setup', {
    ...{ code: SETUP_CODE, unit: EXAMPLE_TOWNSHIP, accounts },
  });
  servers.push(await start());
});
afterAll(async () => {
  for (const server of servers) await server.kill();
  await store.stop();
  await rm(folder, { recursive: true, force: true });
});

it('notes each who does not come once, with two servers that are killed before and at the moment', async () => {
  const [one, other] = servers as [ServerProcess, ServerProcess];
  const officer = await new Client(other.origin).signIn(PEOPLE.dutyOfficer.signInName, PASSWORD, 'desk');
  const leader = await new Client(other.origin).signIn(PEOPLE.leader.signInName, PASSWORD, 'desk');
  const opening = { kind: 'exercise', title: '点名演练', startsAt: STARTS_AT, speed: SPEED } as const;
  const { id } = await officer.command('book.openExercise', opening);
  const book = `ex-${id}`;
  const { teams } = await rosterNow(officer, leader, Date.parse(STARTS_AT), {}, book);
  await one.kill();
  servers[0] = await start();
  const cookie = officer.cookie;
  const here = new Client(servers[0].origin, cookie);
  await expect
    .poll(async () => (await missed(here, book)).length, { timeout: 30_000, interval: 20 })
    .toBeGreaterThan(0);
  await other.kill();
  servers[1] = await start();
  const there = new Client(servers[1].origin, cookie);
  await expect.poll(async () => (await missed(there, book)).length, { timeout: 30_000 }).toBe(3);
  await servers[0].kill();
  const before = await lastSeq(there, book);
  await there.command('report.submit' as never, REPORT as never, { book });
  servers[0] = await start();
  const again = new Client(servers[0].origin, cookie);
  await expect.poll(() => lastSeq(again, book), { timeout: 30_000 }).toBeGreaterThan(before);
  const about = await missed(again, book);
  const day = teams[1];
  expect([...about].sort()).toEqual([day?.leader, day?.primary, day?.second].sort());
});

const REPORT = {
  ...{ villageId: null, kind: 'U02', urgency: 'routine', words: '起烟', casualties: null, fileIds: [] },
  place: { villageId: null, point: { lat: 42.8, lng: 120.6 }, source: 'map', accuracy: null, detail: null },
  ...{ happenedAt: null, foundAt: null, channel: 'phone', receivedAt: null },
  informant: { unit: null, name: null, post: null, contactId: null },
};

/** Whom the journal notes as missing in the day shift, each as often as it does. */
async function missed(client: Client, book: string): Promise<string[]> {
  return (await entriesOf(client, book))
    .flatMap(({ events }) => events)
    .filter((event) => event?.type === 'attendance.missed')
    .map((event) => event as never as { shiftId: string; personId: string })
    .filter(({ shiftId }) => shiftId === 'day-2026-11-30')
    .map(({ personId }) => personId);
}

async function lastSeq(client: Client, book: string): Promise<number> {
  return (await entriesOf(client, book)).at(-1)?.seq ?? 0;
}

async function entriesOf(client: Client, book: string): Promise<readonly Entry[]> {
  const { status, body } = await client.ask('GET', `/api/journal?book=${book}`);
  return status === 200 ? (body as { entries: Entry[] }).entries : [];
}
