import { afterEach, vi } from 'vitest';
import { SILENCE } from '../../../client/live/http.ts';
import type { NewCommand } from '../../../client/live/keep/parcel.ts';
import { Shelf } from '../../../client/live/keep/shelf.ts';
import { newId } from '../../../client/live/newId.ts';
import { Outbox, type OutboxParts } from '../../../client/live/outbox.ts';
import type { Answer, Envelope } from '../../../shared/wire.ts';
import { chance } from './chance.ts';

let databases = 0;
const opened: { close(): void }[] = [];
afterEach(() => opened.splice(0).forEach((one) => one.close()));

/** A server that keeps what it accepted, in order, and answers a repeated id with its first answer. */
export function server() {
  const answers = new Map<string, Answer>();
  const accepted: Envelope[] = [];
  const state = { down: false, lost: 0, refuse: new Set<string>(), luck: chance(1) };
  const send = async (envelope: Envelope): Promise<Answer> => {
    await Promise.resolve();
    if (state.down) return { ok: false, fault: SILENCE };
    const known = answers.get(envelope.id) ?? judge(envelope);
    answers.set(envelope.id, known);
    return state.luck.happens(state.lost) ? { ok: false, fault: SILENCE } : known;
  };
  const judge = (envelope: Envelope): Answer => {
    if (state.refuse.has(envelope.id))
      return { ok: false, refusal: { code: 'report.no-place', zh: '请选村', en: 'Choose a village' } };
    accepted.push(envelope);
    return { ok: true, seq: accepted.length, at: '2026-04-05T13:28:00+08:00' };
  };
  return { state, accepted, send, ids: () => accepted.map(({ id }) => id) };
}
type Server = ReturnType<typeof server>;

export function open(at: Server, database: string, account = 'A', parts: Partial<OutboxParts> = {}) {
  const shelf = new Shelf(database);
  const yes: Answer = { ok: true, seq: 0, at: '' };
  const outbox = new Outbox({
    ...{ account, shelf, random: () => 0, send: at.send },
    ...{ sendContact: async () => yes, sendFile: async () => yes },
    ...parts,
  });
  opened.push(outbox);
  return { outbox, shelf };
}

export const fresh = () => `test-${(databases += 1)}`;
export const command = (words: string, more: Partial<NewCommand> = {}): NewCommand => ({
  ...{ id: newId(), book: 'real', type: 'report.submit', body: { words } },
  ...{ madeAt: '2026-04-05T13:28:00+08:00', ...more },
});
const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
export const photo = (text = 'photo') => ({
  id: newId(),
  name: null,
  media: 'image/jpeg',
  bytes: bytes(text),
});
export const states = ({ outbox }: { outbox: Outbox }) => outbox.items.value.map(({ state }) => state);
export const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });
