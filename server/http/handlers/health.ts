import type { Handle } from '../route.ts';
import type { RouteKey } from '../routes.ts';
import { openapi } from '../openapi.ts';

type Health = 'GET /livez' | 'GET /readyz' | 'GET /metrics' | 'GET /api/openapi.json';

/**
 * @param isReady whether commands are taken now
 * @param metrics the measurements as text; read anew each time
 */
export function healthHandlers(
  version: string,
  isReady: () => boolean,
  metrics: () => Promise<string> = async () => '',
): Pick<Record<RouteKey, Handle>, Health> {
  const description = openapi(version);
  return {
    'GET /livez': async () => ({ status: 200, body: { live: true, version } }),
    'GET /readyz': async () =>
      isReady() ? { status: 200, body: { ready: true } } : { status: 503, body: { ready: false } },
    async 'GET /metrics'() {
      const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
      return { status: 200, bytes: Buffer.from(await metrics()), headers };
    },
    'GET /api/openapi.json': async () => ({ status: 200, body: description }),
  };
}
