import { REAL } from '../shared/book/contract.ts';
import { SYSTEM } from '../shared/roles.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Books } from './books.ts';

const PENDING_MS = 60_000;

/**
 * Every change of an account, right or session becomes an entry without personal data. From the entry, and so on
 * every server, what is remembered of the account is dropped; the live room closes its sockets from it too.
 *
 * @returns how to stop
 */
export function keepRights(accounts: Accounts, books: Books): () => void {
  accounts.onChange(async ({ id, ...body }) => {
    const answer = await books.submit(SYSTEM, { id, book: REAL, type: 'account.change', body });
    if (!answer.ok) throw new Error('a change of rights was not taken into the journal', { cause: answer });
  });
  books.real.tail.listen((entries) => {
    for (const { events } of entries) {
      for (const event of events) if (event?.type === 'account.changed') accounts.forget(event.id);
    }
  });
  const timer = setInterval(() => void accounts.tellPending().catch(() => undefined), PENDING_MS);
  return () => clearInterval(timer);
}
