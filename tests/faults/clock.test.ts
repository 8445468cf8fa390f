import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLease } from '../../server/lease.ts';
import { ESCALATION } from '../../shared/report/contract.ts';
import { stepsOf } from '../../shared/report/escalation.ts';
import { msOf } from '../../shared/time.ts';
import { DAY, HOUR, houses, ok } from '../server/accounts/house.ts';
import { LONG, randomFrom, tell } from '../support/faults/proof.ts';
import { officer, openSpine, reportBody, setUp } from '../support/spine.ts';
import { testStore, type TestStore } from '../support/store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.done());

const JUMPS = LONG ? 300 : 60;
const FARTHEST_MS = 300_000;

it(
  `keeps order, never goes back and lets each thing fall due once while the clock jumps ${JUMPS} times`,
  { timeout: 300_000 },
  async () => {
    const random = randomFrom(23);
    let shift = 0;
    const spine = await openSpine(store, () => Date.now() + shift);
    await setUp(spine);
    const sent: string[] = [];
    for (let jump = 0; jump < JUMPS; jump += 1) {
      shift = Math.round((random() * 2 - 1) * FARTHEST_MS);
      const answer = await spine.submit(officer, 'report.submit', reportBody(`起烟 ${jump}`));
      expect(answer.ok).toBe(true);
      if (answer.ok) sent.push(answer.at);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // When it is long past the deadlines of all of them, each has gone through all steps, each of them once.
    shift = 6 * FARTHEST_MS;
    const { tail } = spine.books.real;
    const waiting = () =>
      [...tail.world.tables.report.values()].filter((report) => stepsOf(report) < ESCALATION.length).length;
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
    shift = -FARTHEST_MS;
    for (let look = 0; look < 2; look += 1) await spine.books.real.clock.tick();
    const entries = await spine.journal.read('real', 0, 100_000);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, n) => n + 1));
    const backwards = entries.filter(({ at }, n) => n > 0 && msOf(at) < msOf(entries[n - 1]?.at ?? at));
    const escalated = entries
      .filter(({ command }) => command === 'report.escalate')
      .map(({ about, events }) => `${about[0]} ${(events[0] as { step?: number }).step ?? 1}`);
    tell('clock jumps', {
      ...{ jumps: JUMPS, entries: entries.length, backwards: backwards.length },
      ...{ due: escalated.length, 'due twice': escalated.length - new Set(escalated).size },
    });
    expect(backwards).toEqual([]);
    expect(escalated).toHaveLength(sent.length * ESCALATION.length);
    expect(new Set(escalated).size).toBe(escalated.length);
    expect(spine.faults).toEqual([]);
    await spine.close();
  },
);

it('takes the lease of a dead server whose clock was ahead, and sees a living one whose clock is behind', async () => {
  const { connection } = store;
  const leases = connection.collection<{ _id: string; holder: string; until: number; fence: number }>(
    'leases',
  );
  await leases.insertOne({ _id: 'single', holder: 'dead', until: Date.now() + FARTHEST_MS, fence: 7 });
  const servers = connection.collection<{ _id: string; seenAt: number }>('servers');
  const behind = () => Date.now() - FARTHEST_MS;
  await servers.insertOne({ _id: 'dead', seenAt: behind() });
  const start = performance.now();
  const lease = await openLease(connection, 'living');
  await expect.poll(() => lease.isHeld, { timeout: 10_000 }).toBe(true);
  tell('lease of a clock that was ahead', { 'taken after': `${Math.round(performance.now() - start)} ms` });
  expect(lease.fence).toBe(8);
  expect(lease.hasOthers).toBe(false);
  await servers.insertOne({ _id: 'behind', seenAt: behind() });
  const beating = setInterval(() => {
    void servers.updateOne({ _id: 'behind' }, { $set: { seenAt: behind() } }).catch(() => undefined);
  }, 300);
  await expect.poll(() => lease.hasOthers, { timeout: 10_000 }).toBe(true);
  clearInterval(beating);
  await lease.close();
});

const openHouse = houses();

it(
  'keeps sessions through jumps of five minutes, and still ends them at their time',
  { timeout: 60_000 },
  async () => {
    const house = await openHouse();
    const random = randomFrom(29);
    await house.make();
    const devices = ['desk', 'phone', 'other'] as const;
    const tokens: string[] = [];
    for (const device of devices) tokens.push(ok(await house.enter('officer', { device })).token);
    const alive = () => Promise.all(tokens.map((token) => house.accounts.sessionOf(token)));
    const start = house.clock.ms;
    let ended = 0;
    for (let jump = 0; jump < JUMPS; jump += 1) {
      house.clock.ms = start + jump * 2_000 + Math.round((random() * 2 - 1) * FARTHEST_MS);
      for (const token of tokens) await house.accounts.attended(token);
      ended += (await alive()).filter((session) => session === null || session.locked).length;
    }
    tell('sessions through clock jumps', { jumps: JUMPS, sessions: tokens.length, 'ended or locked': ended });
    expect(ended).toBe(0);
    // The farthest jump may have lent a session five minutes; nothing lends it more.
    house.clock.ms = start + JUMPS * 2_000 + 26 * HOUR + FARTHEST_MS;
    const [desk, phone, other] = await alive();
    expect([desk, other]).toEqual([null, null]);
    expect(phone).not.toBeNull();
    house.clock.ms += 180 * DAY;
    expect(await alive()).toEqual([null, null, null]);
  },
);
