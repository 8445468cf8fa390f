import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import type { Account, AccountChange, AccountChanged } from './contract.ts';
import { accountOf, BUSY, fit, foreignVillage, hashOf } from './fit.ts';
import { literal, type AccountRecord } from './models.ts';
import { oneAtATime } from './passwords/hashing.ts';
import { no, notYet } from './refusals.ts';
import type { RosterDeps } from './roster.ts';

type Amend = (id: string, change: AccountChange, byId: string) => Promise<Account | Refusal>;
type Fields = Omit<AccountChange, 'password'>;
type Written = Partial<AccountRecord>;

/**
 * Changing an account. One change at a time, so that two administrators do not take each other's right in the same
 * moment; what ends by it (sessions) has ended when it is answered.
 */
export function openAmending(deps: RosterDeps): Amend {
  const inTurn = oneAtATime(Infinity);
  return async (id, { password, ...fields }, byId) => {
    const before = await recordOf(deps, id);
    if (!before) return no('account.unknown');
    if (before.role === 'wall' && password !== undefined) return no('account.device');
    const about = { ...before, ...given(fields) };
    const hash = password === undefined ? {} : await hashOf(deps.hashing, password, about, deps.unitWords());
    if (isRefusal(hash)) return hash;
    const done = inTurn(() => amend(deps, id, fields, hash, byId));
    return done ?? notYet('session.busy', BUSY);
  };
}

async function amend(
  deps: RosterDeps,
  id: string,
  fields: Fields,
  { hash }: { hash?: string },
  byId: string,
): Promise<Account | Refusal> {
  const before = await recordOf(deps, id);
  if (!before) return no('account.unknown');
  const next = nextOf(deps, before, fields);
  if (isRefusal(next)) return next;
  const set = { ...difference(before, next), ...(hash === undefined ? {} : { passwordHash: hash }) };
  if (Object.keys(set).length === 0) return no('account.nothing-changed');
  const change = { accountId: before._id, what: whatOf(set), session: null, byId };
  return deps.changes.make(change, () => write(deps, before, set));
}

function nextOf(deps: RosterDeps, before: AccountRecord, fields: Fields): AccountRecord | Refusal {
  const merged = { ...before, ...given(fields) };
  if (before.role === 'wall') return isForWall(fields) ? merged : no('account.device');
  const next = fit(merged);
  if (isRefusal(next) || next.villageId === before.villageId) return next;
  return foreignVillage(next, deps.villageKnown) ?? next;
}

async function write(deps: RosterDeps, before: AccountRecord, set: Written): Promise<Account | Refusal> {
  const { account } = deps.models;
  const loses = before.role === 'administrator' && (set.disabled === true || set.role !== undefined);
  if (loses && !(await hasAdministrator(deps, before._id))) return no('account.last-administrator');
  await account.updateOne({ _id: before._id }, { $set: set });
  if (loses && !(await hasAdministrator(deps, ''))) {
    // Another server took the other one's right meanwhile: neither may stand.
    const { role, disabled } = before;
    await account.updateOne({ _id: before._id }, { $set: { role, disabled } });
    return no('account.last-administrator');
  }
  if (set.disabled === true || set.passwordHash !== undefined) await deps.sessions.endAll(before._id);
  deps.sessions.forget(before._id);
  return accountOf({ ...before, ...set });
}

async function hasAdministrator(deps: RosterDeps, but: string): Promise<boolean> {
  const others = { role: 'administrator', disabled: false, _id: { $ne: but } } as const;
  return (await deps.models.account.countDocuments(others)) > 0;
}

function isForWall(fields: Fields): boolean {
  return Object.keys(given(fields)).every((field) => ['name', 'post', 'disabled'].includes(field));
}

/** The fields that were given; an absent one is not a wish to empty it. */
function given(fields: Fields): Written {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function difference(before: AccountRecord, next: AccountRecord): Written {
  const fields = ['name', 'post', 'role', 'villageId', 'departmentId', 'slot', 'phone', 'disabled'] as const;
  const changed = fields.filter((field) => next[field] !== before[field]);
  return Object.fromEntries(changed.map((field) => [field, next[field]]));
}

function whatOf(set: Written): AccountChanged['what'] {
  if (set.disabled === true) return 'disabled';
  if (set.passwordHash !== undefined) return 'passwordChanged';
  return set.disabled === false ? 'enabled' : 'changed';
}

function recordOf(deps: RosterDeps, id: string): Promise<AccountRecord | null> {
  return deps.models.account.findOne({ _id: String(id) }, null, literal).lean<AccountRecord>();
}
