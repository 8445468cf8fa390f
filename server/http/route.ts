import type { IncomingMessage } from 'node:http';
import type * as z from 'zod/mini';
import type { Role } from '../../shared/roles.ts';
import type { Session } from '../accounts/contract.ts';

/**
 * One line of the table of routes. `roles` says who may ask: `anyone` needs no session, `signed-in` any session,
 * a list exactly those. `writes` means the Origin is checked and a locked desk is refused.
 */
export interface Route {
  readonly roles: 'anyone' | 'signed-in' | readonly Role[];
  readonly summary: string;
  readonly writes?: true;
  /** Also open, without a session, to a program on this machine or with METRICS_TOKEN. */
  readonly machines?: true;
  /** Refused to a desk that has locked itself; signing out and unlocking are not. */
  readonly whenLocked?: true;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** Raw bytes instead of JSON, at most this many. */
  readonly rawLimit?: number;
}

/** A request whose form, Origin and rights were checked. Handlers know nothing of Express. */
export interface Asked<Query = unknown, Body = unknown> {
  readonly session: Session | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The bare session token, if any; never logged. */
  readonly token: string | null;
  /** The address that asks, for limits. */
  readonly address: string;
  readonly userAgent: string;
  /** Whether the connection is https, directly or by a trusted proxy. */
  readonly secure: boolean;
  readonly headers: IncomingMessage['headers'];
  /** The raw request, for bodies that are streamed. */
  readonly stream: IncomingMessage;
  readonly requestId: string;
  /** Aborts when the asker goes away. */
  readonly gone: AbortSignal;
}

/** What a handler answers. A refusal is a body `{code, zh, en}` with a status of 4xx. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** Bytes instead of JSON. */
  readonly bytes?: Buffer;
  /** A file to be streamed, by its absolute path. */
  readonly file?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A session to begin (its token and how long the cookie lives, in seconds) or null to end the one there is. */
  readonly session?: { readonly token: string; readonly maxAge: number } | null;
}

export type Handle = (asked: Asked) => Promise<Reply>;
