import { openSetup } from '../../../server/accounts/setup.ts';
import { accountHandlers } from '../../../server/http/handlers/accounts.ts';
import { sessionHandlers } from '../../../server/http/handlers/session.ts';
import { setupHandlers } from '../../../server/http/handlers/setup.ts';
import type { Asked, Handle, Reply } from '../../../server/http/route.ts';
import { GOOD, type House } from './house.ts';

/** A browser without a network: keeps its cookie and asks the handlers. */
export function browser(home: House) {
  const unit = { name: '土城子乡', villages: [{ id: 'v1', name: '束龙沟村' }] };
  const setup = openSetup({
    accounts: home.accounts,
    preset: 'CODE-2345',
    unit: () => unit,
    openUnit: async () => ({ ok: true as const }),
  });
  const handlers: Record<string, Handle> = {
    ...sessionHandlers({ accounts: home.accounts, setupNeeded: setup.needed }),
    ...accountHandlers(home.accounts),
    ...setupHandlers(setup),
  };
  let cookie: string | null = null;
  async function ask(key: string, body?: unknown, params: Record<string, string> = {}): Promise<Reply> {
    const session = cookie ? await home.accounts.sessionOf(cookie) : null;
    const from = { address: '10.0.0.1', userAgent: 'browser', headers: {}, secure: false };
    const asked = { ...from, session, token: cookie, body, params, query: {} } as unknown as Asked;
    const handle = handlers[key];
    if (!handle) throw new Error(`no handler for ${key}`);
    const reply = await handle(asked);
    if (reply.session !== undefined) cookie = reply.session?.token ?? null;
    return reply;
  }
  const enter = (name: string, device = 'desk', password = GOOD) =>
    ask('POST /api/session', { name, password, device });
  return {
    home,
    setup,
    ask,
    enter,
    cookie: () => cookie,
    setCookie: (token: string) => void (cookie = token),
  };
}
