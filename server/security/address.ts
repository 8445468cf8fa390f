import type { IncomingMessage } from 'node:http';

/**
 * The address a connection comes from, as Express counts it: behind so many trusted proxies the one that the
 * outermost of them saw; without any, a forwarded header changes nothing.
 */
export function addressOf(request: IncomingMessage, proxies: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .reverse();
  const hops = [request.socket.remoteAddress ?? '', ...forwarded];
  return hops[Math.min(proxies, hops.length - 1)] ?? '';
}
