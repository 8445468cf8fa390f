import type { IncomingMessage } from 'node:http';

/** Where pages of ours may come from: the address they were asked at, and those the settings name. */
export interface Origins {
  /** Whether a request with a side effect, or a WebSocket's handshake, comes from a page of ours. */
  isOurs(request: IncomingMessage): boolean;
  /** Whether the connection is https, here or at a proxy that is trusted. */
  isSecure(request: IncomingMessage): boolean;
}

/**
 * @param named origins such as `https://duty.example.cn`, beside the server's own address
 * @param proxies how many proxies in front are trusted; 0 means that forwarded headers count for nothing
 */
export function origins(named: readonly string[], proxies: number): Origins {
  const isSecure = (request: IncomingMessage) => {
    if ('encrypted' in request.socket && request.socket.encrypted) return true;
    if (proxies === 0) return false;
    const hops = String(request.headers['x-forwarded-proto'] ?? '').split(',');
    return hops[Math.max(0, hops.length - proxies)]?.trim() === 'https';
  };
  return {
    isSecure,
    isOurs(request) {
      const origin = request.headers.origin;
      const host = request.headers.host;
      if (typeof origin !== 'string' || !host) return false;
      if (named.includes(origin)) return true;
      return origin === `${isSecure(request) ? 'https' : 'http'}://${host}`;
    },
  };
}
