import { refuse, type Refusal } from '../refusal.ts';
import type { Shift } from '../shift/contract.ts';
import { isoIn, msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { Attendance, Mark, Sign } from './contract.ts';
import { expectedMs, postOf, rowsOf } from './expected.ts';
import { AGAIN_MINUTES, EARLY_MINUTES, OPEN_MINUTES } from './limits.ts';
import { attendanceRefusals } from './refusals.ts';

const MINUTE_MS = 60_000;

/**
 * Why somebody cannot be signed for at an instant, or null when he can: a published shift he holds a post of, from an
 * hour before it to its end; one arrival, then the other signs. Who signs is not asked here.
 */
export function unsignable(
  world: World,
  { shiftId, personId, kind }: { shiftId: string; personId: string; kind: Sign },
  at: string,
  zone: string,
): Refusal | null {
  const shift = world.tables.shift.get(shiftId);
  if (!shift) return refuse(attendanceRefusals, 'attendance.no-shift');
  if (!shift.published) return refuse(attendanceRefusals, 'attendance.not-published');
  const name = world.tables.person.get(personId)?.name ?? personId;
  const rows = rowsOf(world, shiftId, personId);
  const arrived = rows.some((row) => row.kind === 'arrive');
  // Somebody who has handed his post on may still sign that he goes.
  if (!postOf(shift, personId) && !(kind === 'leave' && arrived))
    return refuse(attendanceRefusals, 'attendance.not-in-shift', { name });
  return untimely(shift, kind, at, zone) ?? outOfOrder(rows, kind, arrived, at, name);
}

/** Minutes before or after the start at which an arrival is, and how it is marked. */
export function arrivalAt(
  world: World,
  shift: Shift,
  personId: string,
  at: string,
): Pick<Attendance, 'early' | 'late' | 'mark'> {
  const starts = msOf(shift.startsAt);
  if (expectedMs(world, shift, personId) > starts) return { early: null, late: null, mark: null };
  const left = starts - msOf(at);
  if (left < 0) return { early: null, late: Math.ceil(-left / MINUTE_MS), mark: 'late' };
  const early = Math.floor(left / MINUTE_MS);
  const mark: Mark = early >= EARLY_MINUTES ? 'onTime' : 'short';
  return { early, late: null, mark };
}

function untimely(shift: Shift, kind: Sign, at: string, zone: string): Refusal | null {
  const opens = msOf(shift.startsAt) - OPEN_MINUTES * MINUTE_MS;
  if (msOf(at) < opens)
    return refuse(attendanceRefusals, 'attendance.too-early', { time: isoIn(opens, zone).slice(11, 16) });
  if ((kind === 'onPost' || kind === 'patrol') && msOf(at) < msOf(shift.startsAt))
    return refuse(attendanceRefusals, 'attendance.not-begun');
  const closes = msOf(shift.endsAt) + (kind === 'leave' ? OPEN_MINUTES * MINUTE_MS : 0);
  return msOf(at) > closes ? refuse(attendanceRefusals, 'attendance.over') : null;
}

function outOfOrder(
  rows: readonly Attendance[],
  kind: Sign,
  arrived: boolean,
  at: string,
  name: string,
): Refusal | null {
  if (kind === 'arrive') return arrived ? refuse(attendanceRefusals, 'attendance.arrived', { name }) : null;
  if (!arrived) return refuse(attendanceRefusals, 'attendance.not-arrived', { name });
  if (rows.some((row) => row.kind === 'leave'))
    return refuse(attendanceRefusals, 'attendance.left', { name });
  const last = rows.filter((row) => row.kind === kind).at(-1);
  const soon = last && msOf(at) - msOf(last.at) < AGAIN_MINUTES * MINUTE_MS;
  return soon ? refuse(attendanceRefusals, 'attendance.again', { name }) : null;
}
