import { EQUIPMENT, type Handover } from '../../../shared/handover/contract.ts';
import type { Shift } from '../../../shared/shift/contract.ts';
import { nextShift } from '../../../shared/shift/onDuty.ts';
import { msOf } from '../../../shared/time.ts';
import type { Fixtures } from '../access/fixtures.ts';
import type { Target } from '../access/table.ts';
import type { Dice } from '../makers.ts';
import { people, uuid, ZONE, type Room, type Step } from '../world.ts';
import { april, filled, PERSON } from './duty.ts';

type Body = Record<string, unknown>;
const { officer, leader, system } = people;

export const ALL_WELL = Object.fromEntries(EQUIPMENT.map((name) => [name, 'ok']));
/** What a shift writes before it goes. */
export const DRAFT = { summary: '本班平稳', equipment: ALL_WELL, equipmentNote: null } as const;
export const ITEM = {
  ...{ words: '发电机1台待修', owner: '农机站', ownerId: null },
  ...{ dueAt: null, progress: null, next: null },
} as const;

/** Bodies for the property tests. What must be so before a command can be given is let happen now and then. */
export const makers = {
  'openItem.add': (room: Room, dice: Dice) => ({
    ...{ ...ITEM, words: `事项${dice.roll(9)}` },
    ownerId: dice.chance(30) ? (dice.one([...room.world.tables.person.keys()]) ?? null) : null,
  }),
  'openItem.update': (room: Room, dice: Dice) => ({ ...item(room, dice), progress: `进展${dice.roll(9)}` }),
  'openItem.close': (room: Room, dice: Dice) => ({ ...item(room, dice), result: '已修好' }),
  'openItem.reopen': (room: Room, dice: Dice) => ({ ...item(room, dice, true), reason: '又坏了' }),
  'openItem.archive': (room: Room, dice: Dice) => item(room, dice, true),
  'handover.draft': (room: Room, dice: Dice) => ({
    ...{ handoverId: ending(room, dice), ...DRAFT, summary: `本班平稳${dice.roll(9)}` },
  }),
  'handover.hand': (room: Room, dice: Dice) => signing(room, dice, 'draft'),
  'handover.accept': (room: Room, dice: Dice) => signing(room, dice, 'handed'),
  'handover.confirm': (room: Room, dice: Dice) => ({
    ...{ handoverId: inState(room, dice, 'accepted'), side: dice.one(['out', 'in']), onBehalf: '同意' },
  }),
  'handover.recall': (room: Room, dice: Dice) => ({
    ...{ handoverId: inState(room, dice, 'handed'), reason: '刚接到新情况' },
  }),
  'handover.noteLate': (room: Room, dice: Dice) => {
    const handoverId = ending(room, dice);
    if (dice.chance(50)) room.wait(75);
    return { handoverId };
  },
  'handover.archive': (room: Room, dice: Dice) => {
    if (room.world.tables.handover.size > 0 && dice.chance(15)) room.wait(101 * 24 * 60);
    return { handoverId: dice.one([...room.world.tables.handover.keys()]) ?? 'none' };
  },
};

function item(room: Room, dice: Dice, closed = false): { openItemId: string } {
  const all = [...room.world.tables.openItem.values()];
  const fitting = all.filter(({ closedAt }) => (closedAt !== null) === closed);
  return { openItemId: dice.one(fitting)?.id ?? dice.one(all)?.id ?? uuid(0xdead) };
}

/** The shift that ends next; mostly its end is half an hour away, when it need not be waited for too long. */
function ending(room: Room, dice: Dice): string {
  const shift = nextEnd(room);
  if (!shift) return 'none';
  const away = minutesUntil(room, shift.endsAt) - 30;
  if (away > 0 && dice.chance(away > 24 * 60 ? 20 : 90)) room.wait(away);
  return shift.id;
}

function nextEnd({ world }: Room): Shift | undefined {
  const rooms = [...world.tables.shift.values()].filter(
    ({ published, line }) => published && line === 'main',
  );
  const ahead = rooms.filter((shift) => msOf(shift.endsAt) > msOf(world.at) && nextShift(world, shift, ZONE));
  return ahead.sort((a, b) => msOf(a.endsAt) - msOf(b.endsAt))[0];
}

function minutesUntil({ world }: Room, at: string): number {
  return Math.floor((msOf(at) - msOf(world.at)) / 60_000);
}

function signing(room: Room, dice: Dice, state: Handover['state']): Body {
  const handoverId = inState(room, dice, state);
  return { handoverId, post: dice.one(['primary', 'second']), onBehalf: '同意' };
}

/** A handover that has come so far: most of the time one that is there is brought so far first. */
function inState(room: Room, dice: Dice, state: Handover['state']): string {
  const there = [...room.world.tables.handover.values()].filter((one) => one.state === state);
  const found = dice.one(there)?.id;
  if (found) return found;
  const handoverId = ending(room, dice);
  for (const step of stepsTo(handoverId, state)) if (dice.chance(95)) byEither(room, step);
  return handoverId;
}

function stepsTo(handoverId: string, state: Handover['state']): Omit<Step, 'by'>[] {
  const draft = { type: 'handover.draft', body: { handoverId, ...DRAFT } } as const;
  const hand = signatures('handover.hand', handoverId);
  if (state === 'draft') return [draft];
  return state === 'handed'
    ? [draft, ...hand]
    : [draft, ...hand, ...signatures('handover.accept', handoverId)];
}

function signatures(type: 'handover.hand' | 'handover.accept', handoverId: string): Omit<Step, 'by'>[] {
  return ['primary', 'second'].map((post) => ({ type, body: { handoverId, post, onBehalf: '电话同意' } }));
}

function byEither(room: Room, step: Omit<Step, 'by'>): void {
  for (const by of [officer, leader]) room.submit({ ...step, by });
}

/** The shifts of 4 and 5 April and of the 6th, when `april` of a day begins them. */
export const OUT = 'd24-2026-04-05';
export const INTO = 'd24-2026-04-06';
export const AFTER = 'day-2026-04-07';

/** April from the 5th on, published: 乙 with A and B, then 丙 with C and D, and so on. */
export const APRIL: readonly Step[] = [
  filled(april('2026-04-05')),
  { type: 'roster.publish', body: { month: '2026-04', note: null }, by: leader },
];

/** In an exercise, for its time passes: two open items, and a shift that hands over, takes back, and is relieved late. */
export function* golden(): Generator<Step> {
  const clock = { startsAt: '2026-04-05T09:00:00.000+08:00', speed: 1 };
  yield { type: 'book.openExercise', body: { kind: 'exercise', title: '交接班演练', ...clock }, by: officer };
  yield* APRIL;
  const openItemId = uuid(0x7c01);
  const said = { dueAt: '2026-04-06T18:00:00+08:00', progress: '已报修', next: '催农机站' };
  const body = { ...ITEM, ownerId: PERSON.a, ...said };
  yield { type: 'openItem.add', body, by: officer, id: openItemId };
  const changed = { owner: '民政办', ownerId: PERSON.b, dueAt: null, progress: '缺配件', next: '去旗里买' };
  yield { type: 'openItem.update', body: { openItemId, ...changed }, by: officer };
  yield { type: 'openItem.close', body: { openItemId, result: '已修好' }, by: officer };
  yield { type: 'openItem.reopen', body: { openItemId, reason: '又坏了' }, by: officer };
  yield { type: 'openItem.add', body: { ...ITEM, words: '祭扫点回执未齐' }, by: officer, id: uuid(0x7c02) };
  yield* relieved(OUT);
  yield { type: 'openItem.close', body: { openItemId, result: '已修好' }, by: officer };
  yield { type: 'openItem.archive', body: { openItemId }, by: system };
  yield { type: 'handover.archive', body: { handoverId: OUT }, by: system, wait: 101 * 24 * 60 };
}

function* relieved(handoverId: string): Generator<Step> {
  const equipment = { ...ALL_WELL, power: 'fault', satphone: 'none' };
  const draft = { handoverId, summary: '清明祭扫平稳', equipment, equipmentNote: '发电机待修' };
  const sign = (type: Step['type'], post: string, by: Step['by']): Step => ({
    ...{ type, body: { handoverId, post, onBehalf: '电话同意' }, by },
  });
  const handed = [sign('handover.hand', 'primary', leader), sign('handover.hand', 'second', leader)];
  yield { type: 'handover.draft', body: draft, by: leader, wait: 22 * 60 + 40 };
  yield* handed;
  yield { type: 'handover.recall', body: { handoverId, reason: '刚接到新情况' }, by: leader };
  yield* handed;
  yield { type: 'handover.noteLate', body: { handoverId }, by: system, wait: 50 };
  yield sign('handover.accept', 'primary', officer);
  yield sign('handover.accept', 'second', officer);
  yield { type: 'handover.confirm', body: { handoverId, side: 'out', onBehalf: null }, by: leader };
}

/** Bodies for the access table. Of handovers there is none to be made: no shift is on, so each is refused for that. */
export const bodies: Record<string, (make: Fixtures, target: Target) => Promise<Body> | Body> = {
  'openItem.add': (make, target) => ({ ...ITEM, words: bad(target) ? '' : `事项${make.next()}` }),
  'openItem.update': async (make, target) => ({ ...(await one(make, target)), progress: `${make.next()}` }),
  'openItem.close': async (make, target) => ({ ...(await one(make, target)), result: '已修好' }),
  'openItem.reopen': async (make, target) => {
    const { openItemId } = await one(make, target);
    if (target === 'township') await make.give('openItem.close', { openItemId, result: '已修好' });
    return { openItemId, reason: '又坏了' };
  },
  'openItem.archive': one,
  'handover.draft': (_make, target) => ({ ...about(target), ...DRAFT }),
  'handover.hand': (_make, target) => ({ ...about(target), post: 'primary', onBehalf: null }),
  'handover.accept': (_make, target) => ({ ...about(target), post: 'primary', onBehalf: null }),
  'handover.confirm': (_make, target) => ({ ...about(target), side: 'out', onBehalf: null }),
  'handover.recall': (_make, target) => ({ ...about(target), reason: '刚接到新情况' }),
  'handover.noteLate': (_make, target) => about(target),
  'handover.archive': (_make, target) => about(target),
};

const bad = (target: Target) => target === 'malformed';
const about = (target: Target) => ({ handoverId: bad(target) ? '../x' : 'd24-2050-01-01' });

async function one(make: Fixtures, target: Target): Promise<Body> {
  return { openItemId: await make.idFor(target, () => make.give('openItem.add', ITEM)) };
}
