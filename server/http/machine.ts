import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface MachineSetting {
  /** How many proxies in front are trusted: with one, a loopback peer is the proxy and proves nothing. */
  readonly proxies: number;
  /** The token that a collector elsewhere brings as `Authorization: Bearer …`. */
  readonly metricsToken?: string | undefined;
}

/** What a proxy writes about where a request came from, and a browser about its page: a collector sends none of it. */
const NOT_OURS = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-real-ip',
  'forwarded',
  'via',
  'origin',
  'sec-fetch-site',
];
const LOCAL_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a program asks that may read the measurements without a session: one on this machine, or one with the token.
 * On this machine means the connection itself, whatever headers say: what came through a proxy or out of a browser,
 * or by a name that only looks local, is not.
 */
export function isMachine(request: IncomingMessage, { proxies, metricsToken }: MachineSetting): boolean {
  const { authorization, host = '' } = request.headers;
  const token = /^Bearer (\S{1,200})$/.exec(authorization ?? '')?.[1];
  if (token !== undefined) return metricsToken !== undefined && isSame(token, metricsToken);
  if (proxies > 0 || NOT_OURS.some((name) => request.headers[name] !== undefined)) return false;
  return isLoopback(request.socket.remoteAddress ?? '') && LOCAL_NAME.test(host);
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
