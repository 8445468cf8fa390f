import { isRefusal, type Refusal } from '../../../shared/refusal.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Account, AccountChange, AccountInput, Session } from '../../accounts/contract.ts';
import { refused } from '../../accounts/refusals.ts';
import type { Asked, Handle, Reply } from '../route.ts';
import type { RouteKey } from '../routes.ts';

type Keys = 'GET /api/accounts' | 'POST /api/accounts' | 'PATCH /api/accounts/:id' | 'POST /api/devices';

/** The accounts, for administrators; an auditor reads them without phone numbers. */
export function accountHandlers(accounts: Accounts): Pick<Record<RouteKey, Handle>, Keys> {
  return {
    async 'GET /api/accounts'(asked) {
      const { role } = await attended(accounts, asked);
      const list = await accounts.list();
      const shown = role === 'administrator' ? list : list.map((account) => ({ ...account, phone: null }));
      return { status: 200, body: { accounts: shown } };
    },
    async 'POST /api/accounts'(asked) {
      const { id } = await attended(accounts, asked);
      return standing(201, await accounts.create(asked.body as AccountInput, id));
    },
    async 'PATCH /api/accounts/:id'(asked) {
      const { id } = await attended(accounts, asked);
      return standing(200, await accounts.change(asked.params.id ?? '', asked.body as AccountChange, id));
    },
    async 'POST /api/devices'(asked) {
      const { id } = await attended(accounts, asked);
      const { name } = asked.body as { name: string };
      return { status: 201, body: await accounts.createDevice(name, id) };
    },
  };
}

/** Who asks; the table of routes has let nobody in without a session. */
async function attended(accounts: Accounts, { session, token }: Asked) {
  await accounts.attended(token ?? '');
  return (session as Session).principal;
}

function standing(status: number, account: Account | Refusal): Reply {
  return isRefusal(account) ? refused(account) : { status, body: { account } };
}
