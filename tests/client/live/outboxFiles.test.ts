import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { SILENCE } from '../../../client/live/http.ts';
import { newId } from '../../../client/live/newId.ts';
import type { OutboxParts } from '../../../client/live/outbox.ts';
import type { Answer } from '../../../shared/wire.ts';
import { command, fresh, open, photo, server, states, until } from './outboxKit.ts';

describe('photos and contacts', () => {
  it('go after their report, one at a time, again and again until they are stored', async () => {
    const at = server();
    const put: string[] = [];
    let early = 3;
    const sendFile: OutboxParts['sendFile'] = async (file, content, onProgress) => {
      onProgress(0.5);
      expect(at.ids()).toContain(file.row);
      if ((early -= 1) >= 0)
        return { ok: false, refusal: { code: 'file.report-not-yet', zh: '稍后', en: 'Later' } };
      put.push(new TextDecoder().decode(content));
      return { ok: true, seq: 0, at: '' };
    };
    const { outbox, shelf } = open(at, fresh(), 'A', { sendFile });
    await outbox.put(command('有照片', { files: [photo('a'), photo('b')] }));
    await until(() => expect([...put].sort()).toEqual(['a', 'b']));
    await until(() => expect(outbox.files.value).toEqual([]));
    expect((await shelf.list('A')).files).toEqual([]);
    expect(outbox.left.value).toBe(0);
  });

  it('survive a reload between the report and themselves', async () => {
    const at = server();
    const database = fresh();
    const silent = async (): Promise<Answer> => ({ ok: false, fault: SILENCE });
    const before = open(at, database, 'A', { sendFile: silent });
    await before.outbox.put(command('有照片', { files: [photo('a')] }));
    await until(() => expect(before.outbox.files.value[0]?.fault?.code).toBe('unavailable'));
    before.outbox.close();
    const stored: string[] = [];
    const sendFile: OutboxParts['sendFile'] = async (file) => {
      stored.push(file.row);
      return { ok: true, seq: 0, at: '' };
    };
    const after = open(at, database, 'A', { sendFile });
    await after.outbox.open();
    await until(() => expect(stored).toEqual(at.ids()));
  });

  it('are shown when they are refused, until the person gives them up', async () => {
    const at = server();
    const sendFile: OutboxParts['sendFile'] = async () => ({
      ok: false,
      refusal: { code: 'file.too-large', zh: '照片太大', en: 'The photo is too large' },
    });
    const { outbox } = open(at, fresh(), 'A', { sendFile });
    const one = photo();
    await outbox.put(command('有照片', { files: [one] }));
    await until(() => expect(outbox.files.value[0]?.refusal?.code).toBe('file.too-large'));
    await outbox.discardFile(one.id);
    expect(outbox.files.value).toEqual([]);
  });

  it('a contact goes before the command that names it, and then leaves the device', async () => {
    const at = server();
    const order: string[] = [];
    const sendContact: OutboxParts['sendContact'] = async ({ phone }) => {
      order.push(`contact ${phone}`);
      return { ok: true, seq: 0, at: '' };
    };
    const send: OutboxParts['send'] = (envelope) => {
      order.push('command');
      return at.send(envelope);
    };
    const { outbox, shelf } = open(at, fresh(), 'A', { send, sendContact });
    const contact = { id: newId(), name: '村民', phone: '0475-6811190' };
    await outbox.put(command('来电', { contact }));
    await until(() => expect(order).toEqual(['contact 0475-6811190', 'command']));
    await until(async () => expect(await shelf.contact(contact.id)).toBeUndefined());
  });
});

describe('a device without room', () => {
  it('says so loudly, holds the thing in the page, and sends it all the same', async () => {
    const at = server();
    at.state.down = true;
    const { outbox, shelf } = open(at, fresh());
    const full = () => Promise.reject(Object.assign(new Error('full'), { name: 'QuotaExceededError' }));
    vi.spyOn(shelf, 'add').mockImplementation(full);
    expect(await outbox.put(command('一', { files: [photo()] }))).toBe(false);
    expect(outbox.trouble.value).toBe('full');
    expect(outbox.items.value[0]).toMatchObject({ durable: false, state: 'waiting' });
    at.state.down = false;
    outbox.kick();
    await until(() => expect(states({ outbox })).toEqual(['delivered']));
    await until(() => expect(outbox.files.value).toEqual([]));
  });

  it('keeps the words where only the photos have no room', async () => {
    const at = server();
    at.state.down = true;
    const { outbox, shelf } = open(at, fresh());
    const add = shelf.add.bind(shelf);
    vi.spyOn(shelf, 'add').mockImplementation((parcel) =>
      parcel.files.length > 0
        ? Promise.reject(Object.assign(new Error('full'), { name: 'QuotaExceededError' }))
        : add(parcel),
    );
    expect(await outbox.put(command('一', { files: [photo()] }))).toBe(false);
    expect((await shelf.list('A')).commands).toHaveLength(1);
    expect(outbox.items.value[0]?.durable).toBe(true);
    expect(outbox.files.value[0]?.durable).toBe(false);
  });

  it('works in memory where there is no IndexedDB at all', async () => {
    const at = server();
    const { outbox, shelf } = open(at, fresh());
    const none = () => Promise.reject(new Error('no IndexedDB here'));
    for (const name of ['add', 'list', 'update', 'remove', 'lease', 'contact'] as const)
      vi.spyOn(shelf, name).mockImplementation(none as never);
    await outbox.open();
    await outbox.put(command('一'));
    await until(() => expect(states({ outbox })).toEqual(['delivered']));
    expect(outbox.trouble.value).toBe('none');
  });
});

describe('an order that waited long', () => {
  it('asks again before it goes', async () => {
    const at = server();
    at.state.down = true;
    const database = fresh();
    const orders = new Set(['instruction.give']);
    const before = open(at, database, 'A', { orders });
    const one = command('撤离', { type: 'instruction.give' });
    await before.outbox.put(one);
    before.outbox.close();
    at.state.down = false;
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 11 * 60_000);
    const { outbox } = open(at, database, 'A', { orders });
    await outbox.open();
    await until(() => expect(states({ outbox })).toEqual(['held']));
    expect(at.accepted).toEqual([]);
    await outbox.confirm(one.id);
    await until(() => expect(at.ids()).toEqual([one.id]));
    vi.restoreAllMocks();
  });
});
