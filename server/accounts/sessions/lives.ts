import type { Principal, Role } from '../../../shared/roles.ts';
import type { Session } from '../contract.ts';
import type { AccountRecord, SessionRecord } from '../models.ts';

/**
 * How long a session lives, as pure arithmetic: a desk outlasts the longest shift
 * and locks instead of ending, a phone in a village stays signed in for as long as it is used, everything else ends
 * soon (ASVS 5.0, 7.3). Milliseconds.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const IDLE = 30 * MINUTE;
const WHOLE: Record<Session['device'], number> = {
  desk: 26 * HOUR,
  other: 12 * HOUR,
  phone: 180 * DAY,
  /** As long as a cookie may live; it slides. */
  wall: 400 * DAY,
};

/** Those whose screen may be a desk. */
const AT_DESK: readonly Role[] = ['dutyOfficer', 'leader'];

/** What a device counts as: a desk is one only while somebody of the duty room sits at it. */
export function deviceFor(device: Session['device'], role: Role): Session['device'] {
  return device === 'desk' && !AT_DESK.includes(role) ? 'other' : device;
}

/** The longest it may live from now, for its cookie and for the store. */
export function wholeLife(device: Session['device']): number {
  return WHOLE[device];
}

/** Whether its life is counted from when it was last seen, and not from its beginning. */
export function slides(device: Session['device']): boolean {
  return device === 'phone' || device === 'wall';
}

/** The moment a session ends unless somebody uses it before. */
export function endOf(record: SessionRecord, device: Session['device']): number {
  const from = slides(device) ? record.lastSeenAt : record.createdAt;
  const end = from.getTime() + WHOLE[device];
  return device === 'other' ? Math.min(end, record.lastActiveAt.getTime() + IDLE) : end;
}

/** The session as it stands at a moment, with the rights its account has now; null when it is over. */
export function sessionAt(record: SessionRecord, account: AccountRecord, at: number): Session | null {
  if (account.disabled) return null;
  const device = deviceFor(record.device, account.role);
  const end = endOf(record, device);
  if (at >= end) return null;
  const idle = at - record.lastActiveAt.getTime() >= IDLE;
  return {
    id: record.handle,
    principal: principalOf(account),
    device,
    locked: device === 'desk' && (record.lockedAt !== null || idle),
    createdAt: record.createdAt.toISOString(),
    expiresAt: new Date(end).toISOString(),
  };
}

/** Who acts, as the journal and the table of rights know them: no phone, no sign-in name. */
function principalOf(account: AccountRecord): Principal {
  const { _id: id, name, post, role, villageId, departmentId } = account;
  return { id, name, post, role, villageId, departmentId };
}
