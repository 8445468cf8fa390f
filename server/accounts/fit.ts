import { randomUUID } from 'node:crypto';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import type { Account, AccountInput } from './contract.ts';
import type { AccountRecord } from './models.ts';
import type { Hashing } from './passwords/hashing.ts';
import { weakness } from './passwords/weak.ts';
import { no, notYet } from './refusals.ts';
import { foldName } from './tokens.ts';

type Bound = Pick<AccountRecord, 'name' | 'role' | 'villageId' | 'departmentId' | 'slot'>;
type Known = Pick<AccountRecord, 'signInName' | 'name' | 'phone'>;

/** How soon it is worth asking again when the queue is full: by then it has emptied once. Milliseconds. */
export const BUSY = 2000;

/** A record ready to be stored, or why it cannot be. Nothing is written. */
export async function prepare(
  hashing: Hashing,
  { password, ...input }: AccountInput,
  words: readonly string[],
  at: number,
): Promise<AccountRecord | Refusal> {
  const fitted = fit(input);
  if (isRefusal(fitted)) return fitted;
  const hash = await hashOf(hashing, password, input, words);
  if (isRefusal(hash)) return hash;
  return {
    ...fitted,
    _id: randomUUID(),
    foldedName: foldName(input.signInName),
    disabled: false,
    passwordHash: hash.hash,
    deviceDigest: null,
    createdAt: new Date(at),
  };
}

/** Binds an account to what its role is about, and to nothing else: an officer has no village. */
export function fit<Input extends Bound>(input: Input): Input | Refusal {
  const { role, name } = input;
  if (role === 'villageLiaison' && input.villageId === null) return no('account.no-village', { name });
  if (role === 'departmentLiaison' && input.departmentId === null)
    return no('account.no-department', { name });
  return {
    ...input,
    villageId: role === 'villageLiaison' ? input.villageId : null,
    slot: role === 'villageLiaison' ? input.slot : null,
    departmentId: role === 'departmentLiaison' ? input.departmentId : null,
  };
}

/** Refuses a liaison of a village that the unit does not have. */
export function foreignVillage(
  { role, villageId, name }: Bound,
  villageKnown: (villageId: string) => boolean,
): Refusal | null {
  if (role !== 'villageLiaison' || villageId === null || villageKnown(villageId)) return null;
  return no('account.village-unknown', { name });
}

/** The hash of a password that is good enough for this account; `words` are those of the unit. */
export async function hashOf(
  hashing: Hashing,
  password: string,
  about: Known,
  words: readonly string[],
): Promise<{ hash: string } | Refusal> {
  const weak = tooWeak(password, about, words);
  if (weak) return weak;
  const hashed = hashing.inTurn(() => hashing.hash(password));
  return hashed ? { hash: await hashed } : notYet('session.busy', BUSY);
}

/** Why a password will not do for this account; null when it will. */
export function tooWeak(
  password: string,
  { signInName, name, phone }: Known,
  words: readonly string[],
): Refusal | null {
  const figures = (phone ?? '').replace(/\D/g, '');
  const weak = weakness(password, [signInName, name, figures, ...words]);
  return weak && no(`account.password-${weak}`, { name });
}

/** An account as it leaves this room: no hash, no digest. */
export function accountOf(record: AccountRecord): Account {
  const { _id: id, signInName, name, post, role, villageId, departmentId, slot, phone, disabled } = record;
  const createdAt = record.createdAt.toISOString();
  return { id, signInName, name, post, role, villageId, departmentId, slot, phone, disabled, createdAt };
}
