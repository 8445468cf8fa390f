import * as z from 'zod/mini';
import { rowId, words } from '../../shared/primitives.ts';
import type { Principal, Role } from '../../shared/roles.ts';

/** The name one signs in with: letters, figures, and Chinese characters as offices use them. */
export const signInName = z.string().check(z.minLength(2), z.maxLength(32), z.regex(/^[\p{L}\p{N}._-]+$/u));

/** Length is what makes a password good; what it is made of is not asked. */
export const password = z.string().check(z.minLength(8), z.maxLength(200));

const roles = [
  'administrator',
  'dutyOfficer',
  'leader',
  'villageLiaison',
  'departmentLiaison',
  'auditor',
] as const;
const phone = z.nullable(z.string().check(z.regex(/^[0-9+ ()-]{3,24}$/)));

const fields = {
  signInName,
  name: words(30),
  post: words(40),
  role: z.enum(roles),
  villageId: z.nullable(rowId),
  departmentId: z.nullable(rowId),
  /** A or B: the liaison who answers first, and the one who answers when A does not (AB角). */
  slot: z.nullable(z.enum(['A', 'B'])),
  phone,
};

/** An account to be made. */
export const accountInput = z.strictObject({ ...fields, password });
export type AccountInput = z.infer<typeof accountInput>;

/** What may be changed of one. A given password signs the account out everywhere. */
export const accountChange = z.strictObject({
  name: z.optional(fields.name),
  post: z.optional(fields.post),
  role: z.optional(fields.role),
  villageId: z.optional(fields.villageId),
  departmentId: z.optional(fields.departmentId),
  slot: z.optional(fields.slot),
  phone: z.optional(phone),
  disabled: z.optional(z.boolean()),
  password: z.optional(password),
});
export type AccountChange = z.infer<typeof accountChange>;

/** An account as an administrator sees it. */
export interface Account {
  readonly id: string;
  readonly signInName: string;
  readonly name: string;
  readonly post: string;
  readonly role: Role;
  readonly villageId: string | null;
  readonly departmentId: string | null;
  readonly slot: 'A' | 'B' | null;
  readonly phone: string | null;
  readonly disabled: boolean;
  readonly createdAt: string;
}

/**
 * Somebody who is signed in on a device. `desk` sessions last a shift (26 hours at most) and lock for writing after
 * 30 idle minutes; `phone` sessions slide over 180 days; `other` ones end after 30 idle minutes, 12 hours at most;
 * a `wall` lives until its token is revoked.
 */
export interface Session {
  /** The first 16 characters of the stored digest: names it, opens nothing. */
  readonly id: string;
  readonly principal: Principal;
  readonly device: 'desk' | 'phone' | 'other' | 'wall';
  readonly locked: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** A session as a list shows it: enough to recognise the device, nothing that opens it. */
export interface SessionInfo {
  readonly id: string;
  readonly accountId: string;
  /** Who it belongs to, as the account is called now. */
  readonly name: string;
  readonly device: Session['device'];
  readonly createdAt: string;
  /** When the server last heard of it, to within five minutes. */
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  /** Where it was signed in from. */
  readonly address: string;
  readonly userAgent: string;
}

/** What a successful sign-in hands out: the token is known to nobody else, `maxAge` are seconds of its cookie. */
export interface SignedIn {
  readonly token: string;
  readonly session: Session;
  readonly maxAge: number;
}

/** Who asks to be let in. */
export interface SignInInput {
  readonly name: string;
  readonly password: string;
  readonly device: 'desk' | 'phone' | 'other';
  readonly address: string;
  readonly userAgent: string;
}

/** The moving parts of `account.change`: told once for each change of an account, right or session. */
export interface AccountChanged {
  /** The command's id: the same change keeps it, however often it has to be told. */
  readonly id: string;
  readonly accountId: string;
  readonly what:
    'created' | 'changed' | 'disabled' | 'enabled' | 'passwordChanged' | 'sessionRevoked' | 'removed';
  /** The session that ended, or null for the whole account. */
  readonly session: string | null;
  readonly byId: string;
}
