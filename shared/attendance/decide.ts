import type { Event } from '../entry.ts';
import type { Context, Deciders } from '../noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { Shift } from '../shift/contract.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { AttendanceEvents } from './apply.ts';
import type { commands } from './contract.ts';
import { missingMs, neededHolders, postOf, rowsOf } from './expected.ts';
import { KEEP_DAYS } from './limits.ts';
import { attendanceRefusals } from './refusals.ts';
import { arrivalAt, unsignable } from './sign.ts';

const DAY_MS = 24 * 60 * 60_000;

export const decide: Deciders<typeof commands> = {
  'attendance.signIn'(world, body, context) {
    const { shiftId, personId, kind } = body;
    const onBehalf = signerOf(world, body, context);
    if (isRefusal(onBehalf)) return onBehalf;
    const wrong = unsignable(world, body, context.at, context.zone);
    if (wrong) return wrong;
    const shift = world.tables.shift.get(shiftId) as Shift;
    const whose = { shiftId, personId, post: postOf(shift, personId), endsAt: shift.endsAt };
    const times =
      kind === 'arrive'
        ? arrivalAt(world, shift, personId, context.at)
        : { early: null, late: null, mark: null };
    return [happened('attendance.signed', context.commandId, { ...whose, kind, ...times, ...onBehalf })];
  },
  'attendance.acknowledgeMissing'(world, { attendanceId, words }) {
    const row = world.tables.attendance.get(attendanceId);
    if (row?.kind !== 'missing') return refuse(attendanceRefusals, 'attendance.unknown');
    if (row.handled) return refuse(attendanceRefusals, 'attendance.acknowledged');
    return [happened('attendance.acknowledged', attendanceId, { words })];
  },
  'attendance.noteMissing'(world, { shiftId, personId }, { at, commandId }) {
    const shift = world.tables.shift.get(shiftId);
    if (!shift) return refuse(attendanceRefusals, 'attendance.no-shift');
    if (msOf(at) >= msOf(shift.endsAt)) return refuse(attendanceRefusals, 'attendance.over');
    const [post] = neededHolders(world, shift).find(([, holder]) => holder === personId) ?? [];
    const name = world.tables.person.get(personId)?.name ?? personId;
    if (!shift.published || !post) return refuse(attendanceRefusals, 'attendance.not-in-shift', { name });
    const kinds = rowsOf(world, shiftId, personId).map(({ kind }) => kind);
    if (kinds.includes('missing')) return refuse(attendanceRefusals, 'attendance.noted', { name });
    if (kinds.includes('arrive')) return refuse(attendanceRefusals, 'attendance.arrived', { name });
    if (msOf(at) < missingMs(world, shift, personId))
      return refuse(attendanceRefusals, 'attendance.not-missing', { name });
    return [happened('attendance.missed', commandId, { shiftId, personId, post, endsAt: shift.endsAt })];
  },
  'attendance.archive'(world, { shiftId }, { at }) {
    const rows = [...world.tables.attendance.values()].filter((row) => row.shiftId === shiftId);
    const [first] = rows;
    if (!first) return refuse(attendanceRefusals, 'attendance.unknown');
    if (msOf(at) < archiveMs(first)) return refuse(attendanceRefusals, 'attendance.kept');
    return rows.map(({ id }) => happened('attendance.archived', id, {}));
  },
};

/** When the rows of a shift go to the records, in milliseconds since 1970. */
export function archiveMs({ endsAt }: { endsAt: string }): number {
  return msOf(endsAt) + KEEP_DAYS * DAY_MS;
}

/** The words of whoever signs for somebody else; null of one who signs for himself. */
function signerOf(
  world: World,
  { personId, onBehalf }: { personId: string; onBehalf: string | null },
  { principal }: Context,
): { onBehalf: string | null } | Refusal {
  const person = world.tables.person.get(personId);
  if (person?.accountId === principal.id) return { onBehalf: null };
  const desk = principal.role === 'dutyOfficer' || principal.role === 'leader';
  if (desk && onBehalf !== null) return { onBehalf };
  return refuse(attendanceRefusals, 'attendance.not-you', { name: person?.name ?? personId });
}

function happened<T extends keyof AttendanceEvents>(type: T, id: string, fields: AttendanceEvents[T]): Event {
  return { type, id, ...fields };
}
