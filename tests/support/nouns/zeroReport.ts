import type { Principal } from '../../../shared/roles.ts';
import { isoIn, msOf } from '../../../shared/time.ts';
import { nextToOpen, roundIdOf, zeroReportIdOf } from '../../../shared/zeroReport/plan.ts';
import type { Fixtures } from '../access/fixtures.ts';
import type { Target } from '../access/table.ts';
import type { Dice } from '../makers.ts';
import { OTHER, OWN } from '../township.ts';
import { people, uuid, VILLAGE_A, VILLAGE_B, ZONE, type Room, type Step } from '../world.ts';

type Body = Record<string, unknown>;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** What the desk says when it files for a village. */
export const PROXY = { reason: '火场处置中', channel: 'radio', words: '各组人员平安' } as const;

/** A village's report of 无异常 for a due time. */
export function filing(villageId: string, dueAt: string, more: Body = {}): Body {
  return { villageId, dueAt, words: null, safe: true, observedAt: null, proxy: null, ...more };
}

/** Bodies for the property tests: mostly about the due time that is near, and now and then the room waits for it. */
export const makers = {
  'zeroReport.plan': (_room: Room, dice: Dice) => ({
    times: dice.one([['17:00'], ['08:00', '17:00'], ['14:30', '16:00', '20:00'], []]),
    remindMinutes: dice.one([0, 10, 30]),
  }),
  'zeroReport.demand': (room: Room, dice: Dice) => ({
    everyMinutes: dice.one([30, 60]),
    until: isoIn(msOf(room.world.at) + (20 + dice.roll(400)) * MINUTE_MS, ZONE),
    reason: '暴雪蓝色预警',
  }),
  'zeroReport.endDemand': () => ({ reason: '预警解除' }),
  'zeroReport.file': (room: Room, dice: Dice, by: Principal) => {
    const villageId = by.villageId ?? dice.one([...room.world.tables.village.keys()]) ?? VILLAGE_A;
    const told = dice.one([
      { words: null, safe: true },
      { words: '有人摔伤', safe: false },
      { words: '小雨' },
    ]);
    const proxy = by.role === 'villageLiaison' ? null : PROXY;
    const observedAt = dice.one([null, isoIn(msOf(room.world.at) - dice.roll(90) * MINUTE_MS, ZONE)]);
    return filing(villageId, dueTime(room, dice), { ...told, observedAt, proxy });
  },
  'zeroReport.correct': (room: Room, dice: Dice) => ({
    ...{ ...one(room, dice), words: `更正${dice.roll(9)}`, safe: dice.chance(80), reason: '写错' },
  }),
  'zeroReport.note': (room: Room, dice: Dice) => ({ ...one(room, dice), words: `无信号${dice.roll(9)}` }),
  'zeroReport.open': (room: Room, dice: Dice) => {
    const plan = room.world.tables.zeroPlan.get('plan');
    const next = plan && nextToOpen(room.world, plan, ZONE);
    if (next && dice.chance(70)) waitFor(room, next.at);
    if (next && dice.chance(10)) room.wait(3 * DAY_MINUTES);
    return { dueAt: next?.dueAt ?? room.world.at };
  },
  'zeroReport.remind': (room: Room, dice: Dice) => {
    const { id, remindAt } = round(room, dice);
    if (remindAt && dice.chance(80)) waitFor(room, remindAt);
    return { roundId: id };
  },
  'zeroReport.noteMissing': (room: Room, dice: Dice) => {
    const { id, dueAt } = round(room, dice);
    if (dueAt && dice.chance(60)) waitFor(room, dueAt);
    return { roundId: id };
  },
  'zeroReport.archive': (room: Room, dice: Dice) => {
    const closed = [...room.world.tables.zeroRound.values()].filter(({ closedAt }) => closedAt);
    if (closed.length > 0 && dice.chance(10)) room.wait(63 * DAY_MINUTES);
    return { roundId: dice.one(closed)?.id ?? '2026-01-01-1700' };
  },
};

function waitFor(room: Room, instant: string): void {
  const minutes = (msOf(instant) - msOf(room.world.at)) / MINUTE_MS;
  if (minutes > 0) room.wait(minutes);
}

function round(room: Room, dice: Dice): { id: string; dueAt?: string; remindAt?: string | null } {
  const open = [...room.world.tables.zeroRound.values()].filter(({ closedAt }) => !closedAt);
  return dice.one(open) ?? { id: '2026-01-01-1700' };
}

function dueTime(room: Room, dice: Dice): string {
  const there = dice.one([...room.world.tables.zeroRound.values()]);
  const plan = room.world.tables.zeroPlan.get('plan');
  const next = plan ? nextToOpen(room.world, plan, ZONE)?.dueAt : undefined;
  return (dice.chance(75) ? there?.dueAt : next) ?? next ?? room.world.at;
}

/** Mostly one that is filed and late. */
function one(room: Room, dice: Dice): { zeroReportId: string } {
  const all = [...room.world.tables.zeroReport.values()];
  const late = all.filter(({ filedAt, missedAt }) => filedAt ?? missedAt);
  return { zeroReportId: (dice.chance(90) ? dice.one(late) : dice.one(all))?.id ?? '2026-01-01-1700-none' };
}

const PLAN = { times: ['17:00', '08:00'], remindMinutes: 30 };

/** Two due times in a book of its own, for its clock goes on: every command with every field, and every event. */
export function* golden(): Generator<Step> {
  const { officer, leader, liaisonA, liaisonB, system: by } = people;
  const clock = { startsAt: '2026-06-10T14:50:00.000+08:00', speed: 1 };
  yield { type: 'book.openExercise', body: { kind: 'exercise', title: '零报告演练', ...clock }, by: officer };
  yield { type: 'zeroReport.plan', body: PLAN, by: leader };
  const dueAt = '2026-06-10T17:00:00.000+08:00';
  const about = { roundId: '2026-06-10-1700' };
  yield { type: 'zeroReport.open', body: { dueAt }, by, wait: 10 };
  const observedAt = '2026-06-10T15:00:00+08:00';
  yield { type: 'zeroReport.file', body: filing(VILLAGE_A, dueAt, { observedAt }), by: liaisonA };
  const corrected = { words: '3组停电', safe: true, reason: '漏写' };
  const own = { zeroReportId: `${about.roundId}-${VILLAGE_A}` };
  yield { type: 'zeroReport.correct', body: { ...own, ...corrected }, by: liaisonA };
  yield { type: 'zeroReport.remind', body: about, by, wait: 90 };
  yield { type: 'zeroReport.noteMissing', body: about, by, wait: 30 };
  const late = filing(VILLAGE_B, dueAt, { words: '有人走失', safe: false, observedAt });
  yield { type: 'zeroReport.file', body: late, by: liaisonB, wait: 20 };
  const note = { zeroReportId: `${about.roundId}-${VILLAGE_B}`, words: '手机无信号' };
  yield { type: 'zeroReport.note', body: note, by: officer };
  const until = '2026-06-10T23:30:00+08:00';
  yield { type: 'zeroReport.demand', body: { everyMinutes: 60, until, reason: '暴雨黄色预警' }, by: officer };
  // The demand is counted from the minute in which it was made, which is the first that this asks for.
  const proxied = (n: number) => `2026-06-10T${17 + n}:${DEMANDED}:00.000+08:00`;
  const proxy = filing(VILLAGE_A, proxied(1), { words: '平安', proxy: PROXY });
  yield { type: 'zeroReport.file', body: proxy, by: officer };
  yield { type: 'zeroReport.endDemand', body: { reason: '预警解除' }, by: leader };
  yield { type: 'zeroReport.archive', body: about, by, wait: 63 * DAY_MINUTES };
  yield {
    type: 'zeroReport.open',
    body: { dueAt: '2026-06-11T08:00:00.000+08:00' },
    by,
    id: uuid(0x7701),
  };
}
const DEMANDED = '29';

const bad = (target: Target) => target === 'malformed';

/** A due time that nobody has filed for yet, hours ahead and within a day. */
function ahead(n: number): string {
  return isoIn(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS + (130 + n) * MINUTE_MS, ZONE);
}

async function asked({ give, next }: Fixtures): Promise<string> {
  const dueAt = ahead(next());
  await give('zeroReport.plan', { times: [dueAt.slice(11, 16)], remindMinutes: 0 });
  return dueAt;
}

const village = (target: Target) => {
  const ids: Partial<Record<Target, string>> = { other: OTHER, missing: 'nowhere', malformed: '../x' };
  return ids[target] ?? OWN;
};

/** Bodies for the access table: about what there is, about nothing, or of no form. */
export const bodies: Record<string, (make: Fixtures, target: Target) => Promise<Body> | Body> = {
  'zeroReport.plan': ({ next }, target) => ({
    times: [bad(target) ? '25:00' : ahead(next()).slice(11, 16)],
    remindMinutes: 0,
  }),
  'zeroReport.demand': ({ next }, target) => demand(next(), bad(target)),
  'zeroReport.endDemand': async ({ give, next }, target) => {
    if (!bad(target)) await give('zeroReport.demand', demand(next()));
    return { reason: bad(target) ? '' : '预警解除' };
  },
  'zeroReport.file': async (make, target) => filing(village(target), await asked(make)),
  'zeroReport.correct': async (make, target) => {
    const corrected = { words: '更正', safe: true, reason: '写错' };
    if (bad(target)) return { zeroReportId: '../x', ...corrected };
    const dueAt = await asked(make);
    const zeroReportId = zeroReportIdOf(roundIdOf(dueAt, ZONE), village(target));
    if (target !== 'missing')
      await make.give('zeroReport.file', filing(village(target), dueAt, { proxy: PROXY }));
    return { zeroReportId, ...corrected };
  },
  'zeroReport.note': (_make, target) => ({
    zeroReportId: bad(target) ? '../x' : '2026-01-01-1700-nowhere',
    words: '无信号',
  }),
  'zeroReport.open': () => ({ dueAt: ahead(0) }),
  'zeroReport.remind': () => ({ roundId: '2026-01-01-1700' }),
  'zeroReport.noteMissing': () => ({ roundId: '2026-01-01-1700' }),
  'zeroReport.archive': () => ({ roundId: '2026-01-01-1700' }),
};

function demand(n: number, bad = false): Body {
  return { everyMinutes: bad ? 1 : 720, until: ahead(DAY_MINUTES + n), reason: '大风蓝色预警' };
}
