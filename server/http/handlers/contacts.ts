import * as z from 'zod/mini';
import { uuid } from '../../../shared/primitives.ts';
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { Session } from '../../accounts/contract.ts';
import { refused } from '../../accounts/refusals.ts';
import type { ContactBody, Contacts } from '../../contacts/contacts.ts';
import { contactRefusals } from '../../contacts/refusals.ts';
import type { Asked, Handle, Reply } from '../route.ts';
import type { RouteKey } from '../routes.ts';

type Keys = 'GET /api/contacts/:id' | 'PUT /api/contacts/:id' | 'DELETE /api/contacts/:id';

/** Personal data that the journal names by id only. An id that is no id is answered like one that is not there. */
export function contactHandlers(
  contacts: Contacts,
  attended: (token: string) => Promise<void>,
): Pick<Record<RouteKey, Handle>, Keys> {
  const within = (work: (id: string, asked: Asked) => Promise<Reply>): Handle => {
    return async (asked) => {
      const id = z.safeParse(uuid, asked.params.id);
      if (!id.success) return unknown();
      if (asked.token) await attended(asked.token);
      return work(id.data, asked);
    };
  };
  return {
    'GET /api/contacts/:id': within(async (id) => {
      const contact = await contacts.find(id);
      return contact ? { status: 200, body: contact } : unknown();
    }),
    'PUT /api/contacts/:id': within(async (id, { body, session }) => {
      return answer(await contacts.put(id, body as ContactBody, (session as Session).principal));
    }),
    'DELETE /api/contacts/:id': within(async (id) => answer(await contacts.remove(id))),
  };
}

function answer(refusal: Refusal | null): Reply {
  return refusal ? refused(refusal, contactRefusals) : { status: 204 };
}

function unknown(): Reply {
  return refused(refuse(contactRefusals, 'contact.unknown'), contactRefusals);
}
