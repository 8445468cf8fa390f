import type { IncomingMessage } from 'node:http';
import type { Envelope, Answer } from '../../shared/wire.ts';
import type { Session } from '../accounts/contract.ts';
import { digestOf, handleOf } from '../accounts/tokens.ts';
import type { Denial } from '../http/gate.ts';
import type { Route } from '../http/route.ts';
import { ROUTES } from '../http/routes.ts';
import { addressOf } from './address.ts';
import type { Submit } from './commands.ts';
import { whoOf, type Visit, type What } from './contract.ts';
import type { Security } from './security.ts';

export interface DoorSetting {
  readonly security: Security;
  readonly tokenOf: (request: IncomingMessage) => string | null;
  /** How many proxies in front are trusted. */
  readonly proxies: number;
}

const KEYS = new Map<Route, string>(Object.entries(ROUTES).map(([key, route]) => [route, key]));
const WHAT: Readonly<Record<string, What>> = {
  'http.origin': 'denied.origin',
  'http.too-many': 'denied.limit',
};

/** Writes down who was turned away at HTTP's gate. */
export function deniedAtGate({ security }: Pick<DoorSetting, 'security'>): (denial: Denial) => void {
  return ({ route, address, session, token, code, requestId }) => {
    const visit = { ...visitOf(session, token, address), requestId: requestId ?? null };
    const op = route ? KEYS.get(route) : undefined;
    const what = WHAT[code] ?? 'denied.request';
    security.note({ what, result: 'refused', visit, code, ...(op ? { op } : {}) });
  };
}

/** Writes down whose socket was turned away. */
export function turnedAway({ security, tokenOf, proxies }: DoorSetting): TurnAway {
  return (request, code) => {
    const visit = visitOf(null, tokenOf(request), addressOf(request, proxies));
    security.note({ what: WHAT[code] ?? 'denied.socket', result: 'refused', visit, code, op: 'socket' });
    return false;
  };
}
/** Says no to a handshake, with the code of the reason. */
export type TurnAway = (request: IncomingMessage, code: string) => false;

/** The door of commands as a socket comes to it. */
export function submitFrom(submit: Submit, proxies: number) {
  return ({ id, principal }: Session, envelope: Envelope, request: IncomingMessage, requestId: string) =>
    submit(principal, envelope, { address: addressOf(request, proxies), session: id, requestId });
}
export type SocketSubmit = (
  session: Session,
  envelope: Envelope,
  request: IncomingMessage,
  requestId: string,
) => Promise<Answer>;

/** A session that is over is known by the short id its token has. */
function visitOf(session: Session | null, token: string | null, address: string): Visit {
  const digest = token === null ? null : digestOf(token);
  return {
    who: session ? whoOf(session.principal) : null,
    address,
    session: session?.id ?? (digest ? handleOf(digest) : null),
    requestId: null,
  };
}
