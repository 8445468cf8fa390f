import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../scripts/client.ts';
import { expire, makeAccount, newWall, sessionOf } from '../support/access/people.ts';
import { Screen } from '../support/screen.ts';
import { reportBody } from '../support/spine.ts';
import { testStore, type TestStore } from '../support/store.ts';
import { openTownship, OTHER, OWN, PASSWORD, type Township } from '../support/township.ts';

/*
 * Rights that end, end at once: over HTTP with the next request, and on sockets that are open within two seconds.
 * Three screens of the account are open each time, and somebody else writes what they would have seen.
 */
const WITHIN_MS = 2_000;
let store: TestStore;
let town: Township;
beforeAll(async () => {
  store = await testStore();
  town = await openTownship({ MONGODB_URI: store.uri });
});
afterAll(async () => {
  await town.close();
  await store.done();
});

interface Open {
  readonly id: string;
  readonly client: Client;
  readonly screens: readonly Screen[];
}
/** Ends the rights; a number says when they end, if that is not now. */
type Ending = (open: Open) => Promise<unknown>;
const admin = () => town.people.administrator;
const change = (id: string, body: object) => admin().must('PATCH', `/api/accounts/${id}`, body);

let count = 0;
async function liaison(device: 'phone' | 'other' = 'phone'): Promise<{ id: string; client: Client }> {
  const name = `liaison-${(count += 1)}`;
  const id = await makeAccount(town, name, 'villageLiaison', OWN);
  return { id, client: await new Client(town.origin).signIn(name, PASSWORD, device) };
}

async function wall(): Promise<{ id: string; client: Client }> {
  const client = await newWall(town);
  return { id: (await sessionOf(client)).principal.id, client };
}

const ENDINGS: readonly (readonly [string, () => Promise<{ id: string; client: Client }>, Ending])[] = [
  ['signing out', liaison, ({ client }) => client.must('DELETE', '/api/session')],
  [
    'an administrator ending the session',
    liaison,
    async ({ client }) => admin().must('DELETE', `/api/sessions/${(await sessionOf(client)).id}`),
  ],
  ['disabling', liaison, ({ id }) => change(id, { disabled: true })],
  ['another role', liaison, ({ id }) => change(id, { role: 'auditor' })],
  ['another village', liaison, ({ id }) => change(id, { villageId: OTHER })],
  ['a new password', liaison, ({ id }) => change(id, { password: 'another long phrase' })],
  ['the end of its time', () => liaison('other'), ({ client }) => overAt(client)],
  ['revoking a wall', wall, ({ id }) => change(id, { disabled: true })],
];

/** When the session will be over by itself, by the clock of `performance`. */
async function overAt(client: Client): Promise<number> {
  const { expiresAt } = await sessionOf(client);
  return performance.now() + Date.parse(expiresAt) - Date.now();
}

/** Makes the session one that is over in some seconds; it is remembered for one as it was. */
async function nearlyOver(client: Client): Promise<void> {
  await expire(client, store.connection, 6_000);
  const left = async () => (await overAt(client)) - performance.now();
  await expect.poll(left, { timeout: 5_000 }).toBeLessThan(6_000);
}

describe('rights that end by', () => {
  it.each(ENDINGS)('%s', async (what, who, end) => {
    const { id, client } = await who();
    if (what === 'the end of its time') await nearlyOver(client);
    const screens = await Promise.all([0, 1, 2].map(() => new Screen(client).open()));
    const closed = screens.map(
      ({ socket }) =>
        new Promise<number>((resolve) => {
          socket.once('disconnect', () => resolve(performance.now()));
        }),
    );
    const later = await end({ id, client, screens });
    const ended = typeof later === 'number' ? later : performance.now();
    const before = screens.map(({ frames }) => frames.length);
    const moved = what === 'another village' || what === 'another role';
    if (!moved && ended < performance.now())
      expect((await client.ask('GET', '/api/snapshot')).status).toBe(401);
    const times = (await Promise.all(closed)).map((at) => Math.max(0, at - ended));
    console.log(`rights gone by ${what}: ${times.map((ms) => Math.round(ms)).join(', ')} ms`);
    expect(Math.max(...times)).toBeLessThanOrEqual(WITHIN_MS);
    const words = `在${what}之后`;
    await town.people.villageLiaison.command('report.submit', reportBody(words, 'app', OWN) as never);
    for (const [n, { frames, socket }] of screens.entries()) {
      expect(socket.connected).toBe(false);
      expect(JSON.stringify(frames.slice(before[n]))).not.toContain(words);
    }
    if (what === 'another village') {
      const again = await new Screen(client).open();
      expect(JSON.stringify([...again.rows])).not.toContain(words);
      again.close();
    }
  });
});
