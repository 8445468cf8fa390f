import * as z from 'zod/mini';
import type { Event } from '../entry.ts';
import type { Appliers, Deciders, Noun } from '../noun.ts';
import { rowId } from '../primitives.ts';

/**
 * Accounts are not journalled: they hold personal facts. That one changed is, so that every server closes the
 * sockets of that account, and so that no right is ever changed without a trace.
 */
export const commands = {
  'account.change': z.strictObject({
    accountId: rowId,
    what: z.enum([
      'created',
      'changed',
      'disabled',
      'enabled',
      'passwordChanged',
      'sessionRevoked',
      'removed',
    ]),
    /** The session that ended, as the first characters of its stored digest; null for the whole account. */
    session: z.nullable(z.string().check(z.regex(/^[0-9a-f]{16}$/))),
    /** Who did it: accounts are changed through the server, in this person's name. */
    byId: rowId,
  }),
} as const;

export interface AccountEvents {
  'account.changed': { what: string; session: string | null; byId: string };
}

const decide: Deciders<typeof commands> = {
  'account.change'(_world, { accountId, ...change }) {
    return [{ type: 'account.changed', id: accountId, ...change } as Event];
  },
};

const apply: Appliers<AccountEvents> = {
  'account.changed'() {
    // No row: an account is not part of the World. The live room closes sockets from the event itself.
  },
};

export const noun = { commands, decide, apply } satisfies Noun;
