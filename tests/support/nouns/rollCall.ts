import { isMiss } from '../../../shared/rollCall/apply.ts';
import { ANSWER_CHANNELS, METHODS, RESULTS } from '../../../shared/rollCall/contract.ts';
import { hasTask } from '../../../shared/rollCall/decide.ts';
import { DEFAULT_PLAN, KEEP_DAYS } from '../../../shared/rollCall/defaults.ts';
import { nextMoment } from '../../../shared/rollCall/moments.ts';
import { isoIn, msOf } from '../../../shared/time.ts';
import { EXAMPLE_TOWNSHIP } from '../../../shared/unit/example.ts';
import type { Fixtures } from '../access/fixtures.ts';
import type { Target } from '../access/table.ts';
import type { Dice } from '../makers.ts';
import { OTHER, OWN } from '../township.ts';
import { people, uuid, VILLAGE_A, VILLAGE_B, ZONE, type Room, type Step } from '../world.ts';

type Body = Record<string, unknown>;
const MINUTE_MS = 60_000;
const TARGETS = ['desk', 'leader', VILLAGE_A, VILLAGE_B];
const VERDICTS = RESULTS.slice(1);

/** A plan that is on, of a seed. */
export function planned(n: number, more: Body = {}): Body {
  return { ...DEFAULT_PLAN, on: true, seed: uuid(n), targets: TARGETS, ...more };
}

/** What somebody above found when he called. */
export function received(more: Body = {}): Body {
  return {
    ...{ source: 'bannerDuty', method: 'phone', calledAt: '2026-04-05T13:05:00+08:00', target: 'desk' },
    ...{
      personId: null,
      result: 'onPost',
      answerSeconds: 6,
      rings: 2,
      words: '带班领导和值班人员均在岗在位',
    },
    ...{ leaderLocation: '三楼办公室', leaderSeconds: 40 },
    ...more,
  };
}

/** Bodies for the property tests: mostly such as could be given. */
export const makers = {
  'rollCall.noteReceived': (_room: Room, dice: Dice) =>
    received({ target: dice.one(TARGETS), result: dice.one(VERDICTS) }),
  'rollCall.call': (_room: Room, dice: Dice) => ({
    ...{ method: dice.one(METHODS), targets: TARGETS.slice(dice.roll(4)) },
    ...{ answerMinutes: 1 + dice.roll(9), words: '夜间点名' },
  }),
  'rollCall.callByClock': (room: Room, dice: Dice) => {
    const plan = room.world.tables.rollCallPlan.get('plan');
    const dueAt = plan ? nextMoment(plan, plan.after, ZONE) : '2026-04-05T23:00:00+08:00';
    if (plan?.on && dice.chance(50))
      room.wait((msOf(dueAt) - msOf(room.world.at)) / MINUTE_MS + dice.roll(14));
    return { dueAt };
  },
  'rollCall.setPlan': (_room: Room, dice: Dice) => planned(dice.roll(9_999), { on: dice.chance(80) }),
  'rollCall.answer': (room: Room, dice: Dice) => ({ ...answer(room, dice, 'waiting'), location: null }),
  'rollCall.record': (room: Room, dice: Dice) => ({
    ...answer(room, dice, 'waiting'),
    ...{ channel: dice.one(ANSWER_CHANNELS.slice(1)), result: dice.one(VERDICTS) },
    ...{ words: `在岗${dice.roll(3)}`, seconds: dice.chance(50) ? dice.roll(99) : null },
  }),
  'rollCall.noteReturn': (room: Room, dice: Dice) => ({
    ...answer(room, dice, 'noAnswer'),
    ...{ returnedAt: room.world.at || '2026-04-05T13:00:00+08:00', words: '返岗应答' },
  }),
  'rollCall.setTask': (room: Room, dice: Dice) => ({ ...tasked(room, dice, false), words: '约谈' }),
  'rollCall.closeTask': (room: Room, dice: Dice) => ({ ...tasked(room, dice, true), words: '已约谈' }),
  'rollCall.close': (room: Room, dice: Dice) => {
    const open = [...room.world.tables.rollCall.values()].filter(({ closedAt }) => closedAt === null);
    if (open.length > 0 && dice.chance(60)) room.wait(10);
    return { rollCallId: dice.one(open)?.id ?? 'none' };
  },
  'rollCall.archive': (room: Room, dice: Dice) => {
    const closed = [...room.world.tables.rollCall.values()].filter(({ closedAt }) => closedAt !== null);
    if (closed.length > 0 && dice.chance(25)) room.wait(KEEP_DAYS * 24 * 60);
    return { rollCallId: dice.one(closed)?.id ?? 'none' };
  },
};

function answer(room: Room, dice: Dice, result: string): { answerId: string } {
  const all = [...room.world.tables.rollCallAnswer.values()];
  const fitting = all.filter((one) => one.result === result);
  return { answerId: dice.one(fitting)?.id ?? dice.one(all)?.id ?? 'none' };
}

/** Somebody who was missed, with something to follow of it or without. */
function tasked(room: Room, dice: Dice, open: boolean): { answerId: string } {
  const all = [...room.world.tables.rollCallAnswer.values()];
  const fitting = all.filter((one) => isMiss(one.result) && hasTask(one) === open);
  return { answerId: dice.one(fitting)?.id ?? dice.one(all)?.id ?? 'none' };
}

const CALL = uuid(0x7601);
const STARTS = '2026-04-04T22:40:00.000+08:00';

/** A night of roll-calls in a book of its own: every command with every field, and every event. */
export function* golden(): Generator<Step> {
  const { officer, leader, liaisonA, system } = people;
  const clock = { startsAt: STARTS, speed: 1 };
  yield { type: 'book.openExercise', body: { kind: 'exercise', title: '查岗演练', ...clock }, by: officer };
  yield { type: 'rollCall.setPlan', body: planned(0x7602), by: leader };
  const call = { method: 'video', targets: TARGETS, answerMinutes: 5, words: '夜间视频点名' };
  yield { type: 'rollCall.call', body: call, by: officer, id: CALL };
  const place = { lat: 42.8125, lng: 120.6125 };
  yield { type: 'rollCall.answer', body: { answerId: `${CALL}-2`, location: place }, by: liaisonA };
  const said = { channel: 'phone', words: '我在楼下，马上上来', seconds: 90 };
  const record = (n: number, result: string): Step => ({
    type: 'rollCall.record',
    body: { answerId: `${CALL}-${n}`, result, ...said },
    by: officer,
  });
  yield record(0, 'onPost');
  yield record(1, 'diverted');
  yield { type: 'rollCall.close', body: { rollCallId: CALL }, by: system, wait: 8 };
  const about = { answerId: `${CALL}-3` };
  const returnedAt = '2026-04-04T22:52:00+08:00';
  yield { type: 'rollCall.noteReturn', body: { ...about, returnedAt, words: '返岗应答' }, by: officer };
  yield { type: 'rollCall.setTask', body: { ...about, words: '请包村干部约谈' }, by: officer };
  yield { type: 'rollCall.closeTask', body: { ...about, words: '已约谈，本人检讨' }, by: officer };
  const heard = received({ personId: uuid(0x7001), calledAt: STARTS });
  yield { type: 'rollCall.noteReceived', body: heard, by: officer, id: uuid(0x7603) };
  yield* byClock();
  yield { type: 'rollCall.archive', body: { rollCallId: CALL }, by: system, wait: (KEEP_DAYS + 1) * 24 * 60 };
}

/** The clock calls at the first moment of the plan, and has slept through the second. */
function* byClock(): Generator<Step> {
  const plan = { ...DEFAULT_PLAN, seed: uuid(0x7602) };
  const first = nextMoment(plan, isoIn(msOf(STARTS) + 2 * MINUTE_MS, ZONE), ZONE);
  const second = nextMoment(plan, first, ZONE);
  const minutes = (from: string, until: string) => Math.ceil((msOf(until) - msOf(from)) / MINUTE_MS);
  const by = people.system;
  yield {
    type: 'rollCall.callByClock',
    body: { dueAt: first },
    by,
    wait: minutes(STARTS, first) - 16,
    id: uuid(0x7604),
  };
  yield { type: 'rollCall.callByClock', body: { dueAt: second }, by, wait: minutes(first, second) + 30 };
}

const calls = new WeakMap<Fixtures['give'], number>();

/** Calls these, and others that make the roll-call one of its own: the same one twice at a time is refused. */
async function call({ give }: Fixtures, target: string): Promise<string> {
  const n = (calls.get(give) ?? 0) + 1;
  calls.set(give, n);
  const others = EXAMPLE_TOWNSHIP.villages.map(({ id }) => id).filter((id) => id !== OWN && id !== OTHER);
  const targets = [target, ...others.filter((_id, bit) => (n >> bit) % 2 === 1)];
  const id = await give('rollCall.call', { method: 'phone', targets, answerMinutes: 60, words: null });
  return `${id}-0`;
}

const bad = (target: Target) => target === 'malformed';
const villages: Partial<Record<Target, string>> = { own: OWN, other: OTHER };

async function one(
  make: Fixtures,
  target: Target,
  ...steps: readonly (readonly [string, Body])[]
): Promise<Body> {
  const make_ = async () => {
    const answerId = await call(make, villages[target] ?? 'desk');
    for (const [type, more] of steps) await make.give(type, { answerId, ...more });
    return answerId;
  };
  return { answerId: await make.idFor(target, make_) };
}

const absent = [
  'rollCall.record',
  { channel: 'phone', result: 'noAnswer', words: '无人接', seconds: null },
] as const;
const followed = ['rollCall.setTask', { words: '约谈' }] as const;
const whom = (target: Target) =>
  ({ ...villages, missing: 'nowhere', malformed: '../x' })[target as 'missing'] ?? 'desk';
const now = () => new Date().toISOString();

/** Bodies for the access table: about what there is, about nothing, or of no form. */
export const bodies: Record<string, (make: Fixtures, target: Target) => Promise<Body> | Body> = {
  'rollCall.noteReceived': (_make, target) => received({ target: whom(target), calledAt: now() }),
  'rollCall.call': (_make, target) => ({
    // Nobody can be called twice at once, so whoever may call is refused for that and nobody is called.
    ...{ method: 'phone', targets: bad(target) ? [] : ['desk', 'desk'], answerMinutes: 5, words: null },
  }),
  'rollCall.callByClock': () => ({ dueAt: now() }),
  'rollCall.setPlan': ({ next }, target) =>
    planned(next(), { on: false, targets: bad(target) ? [] : ['desk'] }),
  'rollCall.answer': async (make, target) => ({ ...(await one(make, target)), location: null }),
  'rollCall.record': async (make, target) => ({ ...(await one(make, target)), ...absent[1] }),
  'rollCall.noteReturn': async (make, target) => ({
    ...(await one(make, target, absent)),
    ...{ returnedAt: now(), words: '返岗' },
  }),
  'rollCall.setTask': async (make, target) => ({ ...(await one(make, target, absent)), words: '约谈' }),
  'rollCall.closeTask': async (make, target) => ({
    ...(await one(make, target, absent, followed)),
    words: '已约谈',
  }),
  'rollCall.close': () => ({ rollCallId: uuid(1) }),
  'rollCall.archive': () => ({ rollCallId: uuid(1) }),
};
