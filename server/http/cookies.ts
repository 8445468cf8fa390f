import type { IncomingMessage } from 'node:http';

/** Over https the browser itself holds the cookie to this host and path; over plain http it cannot. */
const name = (secure: boolean) => (secure ? '__Host-zhishou' : 'zhishou');

/** The session token a request carries, or null. */
export function tokenIn(request: IncomingMessage, secure: boolean): string | null {
  const wanted = `${name(secure)}=`;
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const pair = part.trim();
    if (pair.startsWith(wanted)) return pair.slice(wanted.length) || null;
  }
  return null;
}

/** The header that begins a session (seconds to live) or, with null, ends it. */
export function cookieFor(session: { token: string; maxAge: number } | null, secure: boolean): string {
  const life = session ? `${session.token}; Max-Age=${Math.floor(session.maxAge)}` : '; Max-Age=0';
  return `${name(secure)}=${life}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
