import { postOf } from '../../shared/attendance/expected.ts';
import { SIGNS, type Attendance, type Sign } from '../../shared/attendance/contract.ts';
import { OPEN_MINUTES } from '../../shared/attendance/limits.ts';
import { unsignable } from '../../shared/attendance/sign.ts';
import { nextShift, onDuty, shiftsAt } from '../../shared/shift/onDuty.ts';
import type { Person } from '../../shared/person/contract.ts';
import type { Shift } from '../../shared/shift/contract.ts';
import { isoIn, msOf } from '../../shared/time.ts';
import type { World } from '../../shared/world.ts';

/** Who is on duty at an instant: a shift; nobody, though there is a roster; or there never was a roster. */
export interface DutyNow {
  readonly state: 'covered' | 'nobody' | 'unrostered';
  readonly shift: Shift | null;
  /** The shift that follows without a gap; of nobody, the next one there is. */
  readonly next: Shift | null;
}

/** What the duty bar and the wall say. `at` with its offset, days by `zone`. */
export function dutyNow(world: World, at: string, zone: string): DutyNow {
  const shift = onDuty(world, at, zone);
  if (shift) return { state: 'covered', shift, next: nextShift(world, shift, zone) };
  return { state: isRostered(world) ? 'nobody' : 'unrostered', shift: null, next: comingShift(world, at) };
}

/** What somebody may sign now, and in which shift: the one that is on, or the one that begins within the hour. */
export interface MySigns {
  readonly person: Person;
  readonly shift: Shift;
  readonly kinds: readonly Sign[];
}

/** The signs an account may give now for itself; first those of a shift that is still to be signed in to. */
export function signsOf(world: World, accountId: string, at: string, zone: string): MySigns[] {
  const person = [...world.tables.person.values()].find(
    (one) => one.accountId === accountId && one.retiredAt === null,
  );
  if (!person) return [];
  const soon = isoIn(msOf(at) + OPEN_MINUTES * 60_000, zone);
  const before = isoIn(msOf(at) - OPEN_MINUTES * 60_000, zone);
  const shifts = new Set([at, soon, before].flatMap((one) => shiftsAt(world, one, zone)));
  const found = [...shifts].map((shift) => ({
    person,
    shift,
    kinds: kindsOf(world, shift, person.id, at, zone),
  }));
  return found
    .filter(({ kinds }) => kinds.length > 0)
    .sort((a, b) => Number(b.kinds.includes('arrive')) - Number(a.kinds.includes('arrive')));
}

/** Which signs of somebody in a shift would be taken now. */
export function kindsOf(world: World, shift: Shift, personId: string, at: string, zone: string): Sign[] {
  const whose = { shiftId: shift.id, personId };
  return SIGNS.filter((kind) => unsignable(world, { ...whose, kind }, at, zone) === null);
}

/** Who was noted as missing and of whom nobody has said what was done; the latest last. */
export function missingIn(world: World): Attendance[] {
  return [...world.tables.attendance.values()]
    .filter(({ kind, handled }) => kind === 'missing' && handled === null)
    .sort((a, b) => a.seq - b.seq);
}

/** Of those, who still has to come: not signed in since, still in the shift, and the shift not over. */
export function awaitedIn(world: World, at: string): Attendance[] {
  const arrived = new Set<string>();
  for (const { kind, shiftId, personId } of world.tables.attendance.values())
    if (kind === 'arrive') arrived.add(`${shiftId}/${personId}`);
  return missingIn(world).filter(({ shiftId, personId, endsAt }) => {
    const shift = world.tables.shift.get(shiftId);
    const isHis = shift !== undefined && postOf(shift, personId) !== null;
    return isHis && !arrived.has(`${shiftId}/${personId}`) && msOf(endsAt) > msOf(at);
  });
}

/** Published shifts leave the World after months, and with them their month. */
function isRostered({ tables }: World): boolean {
  return tables.roster.size > 0 || [...tables.shift.values()].some(({ published }) => published);
}

function comingShift({ tables }: World, at: string): Shift | null {
  const ahead = [...tables.shift.values()].filter(
    ({ published, line, startsAt }) => published && line === 'main' && msOf(startsAt) > msOf(at),
  );
  return ahead.sort((a, b) => msOf(a.startsAt) - msOf(b.startsAt))[0] ?? null;
}
