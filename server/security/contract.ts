import type { Principal, Role } from '../../shared/roles.ts';

/**
 * What the security log tells of, by what it is; the kind is what an auditor filters by. Sources: GB/T 22239-2019
 * 8.1.4.3, ASVS 5.0 16.3; docs/operations/security.md says when each is written.
 */
export const WHAT = {
  'session.signIn': 'session',
  'session.signInDevice': 'session',
  'session.signOut': 'session',
  'session.end': 'session',
  'session.lock': 'session',
  'session.unlock': 'session',
  'session.password': 'session',
  'denied.request': 'denied',
  'denied.command': 'denied',
  'denied.origin': 'denied',
  'denied.limit': 'denied',
  'denied.socket': 'denied',
  'read.journal': 'read',
  'read.records': 'read',
  'read.retention': 'read',
  'read.file': 'read',
  'read.contact': 'read',
  'export.roster': 'read',
  'read.accounts': 'read',
  'read.sessions': 'read',
  'read.security': 'read',
  'account.create': 'admin',
  'account.change': 'admin',
  'device.create': 'admin',
  'feed.create': 'admin',
  'feed.revoke': 'admin',
  'contact.write': 'admin',
  'contact.delete': 'admin',
  'command.act': 'admin',
  'setup.code': 'admin',
  'setup.run': 'admin',
  'server.start': 'server',
  'server.stop': 'server',
  'clock.set': 'server',
  'log.pruned': 'server',
  'log.lost': 'server',
} as const;
export type What = keyof typeof WHAT;

export const KINDS = ['session', 'denied', 'read', 'admin', 'server'] as const;
export type Kind = (typeof KINDS)[number];

/** `begun` stands before an act, and its outcome names it by `of`: an act without an outcome was cut short. */
export type Result = 'begun' | 'ok' | 'refused' | 'failed';

/** Who acted, or as whom somebody tried to come in. */
export interface Who {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly role: Role;
}

/** From where somebody acted. */
export interface Visit {
  readonly who: Who | null;
  /** As the number of trusted proxies allows. */
  readonly address: string;
  /** The session's short id: names it, opens nothing. */
  readonly session: string | null;
  readonly requestId: string | null;
}

/**
 * What is to be written. Ids, codes, numbers and names of accounts alone: of what somebody sent, only an object's id,
 * and that only in the form of one.
 */
export interface SecurityEvent {
  readonly what: What;
  readonly result: Result;
  readonly visit?: Visit;
  /** The route or the command, e.g. `GET /api/journal` or `incident.erase`; `unknown` for one that there is not. */
  readonly op?: string;
  /** The object, by its id. */
  readonly about?: string;
  /** Why not: the code of the refusal. */
  readonly code?: string;
  readonly detail?: Detail;
  /** The line that this is the outcome of. */
  readonly of?: number;
}
export type Detail = Readonly<Record<string, string | number>>;

/** A line before it has its place. `id` is its own, so that a repeat after an unknown outcome is known. */
export interface Draft {
  readonly id: string;
  /** When, in milliseconds and with the offset of the unit's zone. */
  readonly at: string;
  readonly kind: Kind;
  readonly what: What;
  readonly result: Result;
  readonly who: Who | null;
  readonly address: string | null;
  readonly session: string | null;
  readonly requestId: string | null;
  readonly op: string | null;
  readonly about: string | null;
  readonly code: string | null;
  readonly detail: Detail;
  readonly of: number | null;
  /** How many of the same this line stands for. */
  readonly count: number;
}

/** A line as it is kept: in its place, linked to the one before. */
export interface SecurityLine extends Draft {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}

/** What is kept of a principal. */
export function whoOf({ id, name, post, role }: Principal): Who {
  return { id, name, post, role };
}

/** An object's id if it has the form of one; what else was asked for is not kept in any form. */
export function idIn(asked: unknown): { about?: string } {
  return typeof asked === 'string' && /^[A-Za-z0-9-]{1,64}$/.test(asked) ? { about: asked } : {};
}
