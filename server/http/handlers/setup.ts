import type * as z from 'zod/mini';
import { isRefusal } from '../../../shared/refusal.ts';
import { refused } from '../../accounts/refusals.ts';
import type { Setup } from '../../accounts/setup.ts';
import type { Handle } from '../route.ts';
import type { ROUTES, RouteKey } from '../routes.ts';

type Keys = 'GET /api/setup' | 'POST /api/setup/code' | 'POST /api/setup';
type Wish = z.infer<(typeof ROUTES)['POST /api/setup']['body']>;

/** The first set-up, for whoever has the code that the server printed. */
export function setupHandlers(setup: Setup<Wish['unit']>): Pick<Record<RouteKey, Handle>, Keys> {
  return {
    'GET /api/setup': async () => ({ status: 200, body: { needed: await setup.needed() } }),
    async 'POST /api/setup/code'({ body, address }) {
      const { code } = body as { code: string };
      const checked = await setup.check(code, address);
      return isRefusal(checked) ? refused(checked) : { status: 200, body: checked };
    },
    async 'POST /api/setup'({ body, address }) {
      const done = await setup.run(body as Wish, address);
      return isRefusal(done) ? refused(done) : { status: 201, body: done };
    },
  };
}
