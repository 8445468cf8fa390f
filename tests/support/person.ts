import { randomUUID } from 'node:crypto';
import { Shelf } from '../../client/live/keep/shelf.ts';
import { Outbox } from '../../client/live/outbox.ts';
import { Client } from '../../scripts/client.ts';
import type { Answer } from '../../shared/wire.ts';
import { PASSWORD } from './township.ts';

/** Somebody with a screen of his own: his session, and the real outbox on a disk of his own. */
export interface Person {
  client: Client;
  epoch: string;
  readonly outbox: Outbox;
}
/** @param name to sign in with, the tests' password */
export async function personOf(origin: string, name: string, device: 'desk' | 'phone'): Promise<Person> {
  const client = await new Client(origin).signIn(name, PASSWORD, device);
  const { epoch } = await client.snapshot();
  const outbox: Outbox = new Outbox({
    account: name,
    shelf: new Shelf(`${name}-${randomUUID()}`),
    random: () => 0,
    epochOf: () => person.epoch,
    send: (envelope) => person.client.submit(envelope).catch(() => silence),
    sendContact: async () => silence,
    sendFile: async (file, bytes) => {
      const query = `book=${file.book}&of=${file.of}&row=${file.row}`;
      const response = await fetch(`${person.client.origin}/api/files/${file.id}?${query}`, {
        method: 'PUT',
        headers: { cookie: person.client.cookie, origin: person.client.origin, 'content-type': file.media },
        body: bytes,
      }).catch(() => null);
      if (response?.ok) return { ok: true, seq: 0, at: '' };
      return response?.status === 422 ? { ok: false, refusal: (await response.json()) as never } : silence;
    },
  });
  const person: Person = { client, epoch, outbox };
  await outbox.open();
  return person;
}

const silence: Answer = { ok: false, fault: { code: 'unavailable', zh: '没有回答', en: 'No answer' } };
