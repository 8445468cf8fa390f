import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../shared/wire.ts';
import { filing, PROXY } from '../support/nouns/zeroReport.ts';
import { leader, liaison, officer, openSpine, setUp, stranger, type Spine } from '../support/spine.ts';
import { testStore, type TestStore } from '../support/store.ts';

const DUE = '2027-04-04T17:00:00.000+08:00';
const ROUND = '2027-04-04-1700';
const HOUR_MS = 3_600_000;
let store: TestStore;
let now: number;
const spines: Spine[] = [];
const at = (time: string) => (now = Date.parse(`2027-04-04T${time}+08:00`));
const open = async () => {
  const spine = await openSpine(await store.connect('zero'), () => now);
  spines.push(spine);
  return spine;
};

beforeEach(async () => {
  store = await testStore();
  at('13:00:00');
});
afterEach(async () => {
  for (const spine of spines.splice(0)) await spine.close();
  await store.done();
});

async function planned(): Promise<Spine> {
  const spine = await open();
  await setUp(spine);
  await spine.submit(leader, 'zeroReport.plan', { times: ['17:00'], remindMinutes: 30 });
  return spine;
}
/** Lets a clock look until it has nothing more to submit: what it submits may make other things due. */
async function look(...all: Spine[]): Promise<void> {
  for (let times = 0; times < 4; times += 1)
    await Promise.all(all.map((spine) => spine.books.real.clock.tick()));
}
const commands = async (spine: Spine) =>
  (await spine.journal.read('real', 0, 10_000)).map(({ command }) => command);
const count = (all: readonly string[], type: string) => all.filter((one) => one === type).length;
const row = (spine: Spine, village: string) =>
  spine.books.real.tail.world.tables.zeroReport.get(`${ROUND}-${village}`);
const told = (answer: Answer) =>
  answer.ok ? 'ok' : 'refusal' in answer ? answer.refusal.code : answer.fault.code;

it('reminds, marks the missing one at the minute and counts its 26 minutes', async () => {
  const spine = await planned();
  at('15:00:00');
  await look(spine);
  expect(await commands(spine)).toContain('zeroReport.open');
  at('16:20:00');
  const own = filing('shulonggou', DUE, { observedAt: '2027-04-04T16:19:00+08:00' });
  expect(told(await spine.submit(liaison, 'zeroReport.file', own))).toBe('ok');
  expect(told(await spine.submit(liaison, 'zeroReport.file', own))).toBe('zeroReport.already-filed');
  at('16:30:00');
  await look(spine);
  expect([row(spine, 'shulonggou')?.remindedAt, row(spine, 'gaohe')?.remindedAt]).toEqual([
    null,
    expect.any(String),
  ]);
  at('16:59:59');
  await look(spine);
  expect(row(spine, 'gaohe')?.missedAt).toBeNull();
  at('17:00:00');
  await look(spine);
  expect(row(spine, 'gaohe')?.missedAt).not.toBeNull();
  at('17:26:30');
  await spine.submit(stranger, 'zeroReport.file', filing('gaohe', DUE));
  expect(row(spine, 'gaohe')?.late).toBe(26);
  expect(row(spine, 'shulonggou')).toMatchObject({ late: null, missedAt: null });
  const all = await commands(spine);
  for (const type of ['open', 'remind', 'noteMissing']) expect(count(all, `zeroReport.${type}`)).toBe(1);
  expect(spine.faults).toEqual([]);
});

it('takes the desk’s word for a village that has its hands full', async () => {
  const spine = await planned();
  at('16:40:00');
  const body = filing('shulonggou', DUE);
  expect(told(await spine.submit(officer, 'zeroReport.file', body))).toBe('zeroReport.proxy-reason');
  expect(told(await spine.submit(officer, 'zeroReport.file', { ...body, proxy: PROXY }))).toBe('ok');
  await look(spine);
  at('17:00:00');
  await look(spine);
  expect(row(spine, 'shulonggou')).toMatchObject({ proxy: PROXY, late: null, missedAt: null });
});

it('lets each moment fire once with two servers, and with one that comes back before, at and after it', async () => {
  const first = await planned();
  const second = await open();
  for (const time of ['14:59:59', '15:00:00', '16:29:59', '16:30:00', '16:59:59', '17:00:00', '17:00:01']) {
    at(time);
    await look(first, second);
    const back = await open();
    await look(first, second, back);
  }
  const all = await commands(first);
  for (const type of ['open', 'remind', 'noteMissing']) expect(count(all, `zeroReport.${type}`)).toBe(1);
  expect(row(second, 'gaohe')?.missedAt).not.toBeNull();
});

it('asks nobody for what went by while no server ran', async () => {
  const spine = await planned();
  now += 10 * 24 * HOUR_MS;
  at('13:00:00');
  now += 10 * 24 * HOUR_MS;
  await look(spine);
  expect(spine.books.real.tail.world.tables.zeroRound.size).toBe(0);
  now += 3 * HOUR_MS;
  await look(spine);
  expect([...spine.books.real.tail.world.tables.zeroRound.keys()]).toEqual(['2027-04-14-1700']);
});
