import { SIGNS } from '../../../shared/attendance/contract.ts';
import { KEEP_DAYS } from '../../../shared/attendance/limits.ts';
import { peopleOf } from '../../../shared/shift/onDuty.ts';
import type { Shift } from '../../../shared/shift/contract.ts';
import { msOf } from '../../../shared/time.ts';
import type { Fixtures } from '../access/fixtures.ts';
import type { Target } from '../access/table.ts';
import type { Dice } from '../makers.ts';
import { people, uuid, type Room, type Step } from '../world.ts';
import { filled, FIRST, PERSON, plan, PUBLISHED, SECOND } from './duty.ts';

type Body = Record<string, unknown>;
const MINUTE_MS = 60_000;

/** Bodies for the property tests: now and then a room waits until a shift is near. */
export const makers = {
  'attendance.signIn': (room: Room, dice: Dice) => ({
    ...whose(room, dice, -5),
    kind: dice.one(dice.chance(60) ? ['arrive'] : SIGNS),
    onBehalf: '在路上，电话报到',
  }),
  'attendance.acknowledgeMissing': (room: Room, dice: Dice) => {
    const missing = [...room.world.tables.attendance.values()].filter(({ kind }) => kind === 'missing');
    return { attendanceId: dice.one(missing)?.id ?? uuid(0xdead), words: '已电话联系' };
  },
  'attendance.noteMissing': (room: Room, dice: Dice) => whose(room, dice, 12),
  'attendance.archive': (room: Room, dice: Dice) => {
    const first = dice.one([...room.world.tables.attendance.values()]);
    if (first && dice.chance(15)) room.wait((KEEP_DAYS + 1) * 24 * 60);
    return { shiftId: first?.shiftId ?? 'none' };
  },
};

/** Somebody of the shift that is on or comes next; `after` is how many minutes after its start the room may wait. */
function whose(room: Room, dice: Dice, after: number): Body {
  const now = msOf(room.world.at);
  const ahead = [...room.world.tables.shift.values()]
    .filter(({ published, endsAt }) => published && msOf(endsAt) > now)
    .sort((a, b) => msOf(a.startsAt) - msOf(b.startsAt));
  const [shift] = ahead as [Shift?];
  if (!shift) return { shiftId: 'none', personId: uuid(0xdead) };
  const wait = (msOf(shift.startsAt) - now) / MINUTE_MS + after;
  if (wait > 0 && dice.chance(40)) room.wait(wait);
  return { shiftId: shift.id, personId: dice.one(peopleOf(shift)) ?? uuid(0xdead) };
}

const SHIFT = 'd24-2026-05-31';

/** A change of shift in a book of its own, for its clock goes on: every command with every field, and every event. */
export function* golden(): Generator<Step> {
  const { officer, leader, system } = people;
  const clock = { startsAt: '2026-05-31T07:50:00.000+08:00', speed: 1 };
  yield { type: 'book.openExercise', body: { kind: 'exercise', title: '签到演练', ...clock }, by: officer };
  yield filled([plan('2026-05-30', 'd24', SECOND), plan('2026-05-31', 'd24', FIRST)]);
  yield PUBLISHED;
  const posts = { leader: PERSON.leader, primary: PERSON.a, second: PERSON.b };
  const sign = (personId: string, kind: string, onBehalf: string | null): Step => ({
    type: 'attendance.signIn',
    body: { shiftId: SHIFT, personId, kind, onBehalf },
    by: personId === PERSON.leader ? leader : officer,
  });
  yield sign(posts.leader, 'arrive', null);
  yield { ...sign(posts.primary, 'arrive', '账号未开通'), wait: 30 };
  const missing = { shiftId: SHIFT, personId: posts.second };
  yield { type: 'attendance.noteMissing', body: missing, by: system, wait: 20, id: uuid(0x7401) };
  const done = { attendanceId: uuid(0x7401), words: '电话联系，十分钟内到' };
  yield { type: 'attendance.acknowledgeMissing', body: done, by: leader };
  yield sign(posts.second, 'arrive', '先上岗，后补签');
  yield sign(posts.primary, 'onPost', '账号未开通');
  yield { ...sign(posts.leader, 'patrol', null), wait: 15 * 60 };
  yield { ...sign(posts.primary, 'leave', '交班后离岗'), wait: 8 * 60 };
  yield {
    type: 'attendance.archive',
    body: { shiftId: SHIFT },
    by: system,
    wait: (KEEP_DAYS + 2) * 24 * 60,
  };
}

/** Bodies for the access table: about a shift of which nobody is told anything. */
export const bodies: Record<string, (make: Fixtures, target: Target) => Promise<Body> | Body> = {
  'attendance.signIn': async (make, target) => ({
    ...(await one(make, target)),
    kind: 'arrive',
    onBehalf: '代',
  }),
  'attendance.acknowledgeMissing': (_make, target) => ({
    attendanceId: bad(target) ? '../x' : uuid(0xdead),
    words: '已联系',
  }),
  'attendance.noteMissing': one,
  'attendance.archive': (_make, target) => ({ shiftId: bad(target) ? '../x' : 'd24-2050-01-02' }),
};

const bad = (target: Target) => target === 'malformed';

function one(_make: Fixtures, target: Target): Promise<Body> | Body {
  return { shiftId: bad(target) ? '../x' : 'd24-2050-01-02', personId: uuid(0xdead) };
}
