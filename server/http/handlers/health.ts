import type { Handle } from '../route.ts';
import type { RouteKey } from '../routes.ts';
import { openapi } from '../openapi.ts';

type Health = 'GET /livez' | 'GET /readyz' | 'GET /api/openapi.json';

/** @param isReady whether commands are taken now */
export function healthHandlers(
  version: string,
  isReady: () => boolean,
): Pick<Record<RouteKey, Handle>, Health> {
  const description = openapi(version);
  return {
    'GET /livez': async () => ({ status: 200, body: { live: true, version } }),
    'GET /readyz': async () =>
      isReady() ? { status: 200, body: { ready: true } } : { status: 503, body: { ready: false } },
    'GET /api/openapi.json': async () => ({ status: 200, body: description }),
  };
}
