import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fateOf, KEEP_MS, type Acknowledged } from '../../../client/live/keep/acknowledged.ts';
import type { NewCommand } from '../../../client/live/keep/parcel.ts';
import type { OutboxParts } from '../../../client/live/outbox.ts';
import type { Answer, Envelope } from '../../../shared/wire.ts';
import { command, fresh, open, photo, server, states, until } from './outboxKit.ts';

type Server = ReturnType<typeof server>;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const answered = 'report.answer';
const acknowledged = 'report.acknowledge';
const about = (type: string, reportId: string): NewCommand => command('', { type, body: { reportId } });

/** A page whose server can be put in another's place: a restored one has the first so many entries of the one before. */
function phone(database = fresh(), parts: Partial<OutboxParts> = {}) {
  const world = { at: server(), epoch: 'first' };
  const send: OutboxParts['send'] = (envelope) => world.at.send(envelope);
  const page = open(world.at, database, 'A', { send, epochOf: () => world.epoch, ...parts });
  const restore = async (upTo: number): Promise<Server> => {
    const before = world.at.accepted;
    world.at = server();
    for (const envelope of before.slice(0, upTo)) await world.at.send(envelope);
    world.epoch = 'second';
    return world.at;
  };
  const meet = (upTo: number | null) => {
    const restored = upTo === null ? null : { upTo, epoch: 'first' };
    return page.outbox.meet({ book: 'real', epoch: world.epoch, restored });
  };
  const settled = () =>
    until(() =>
      expect(page.outbox.items.value.every((one) => one.state !== 'waiting' && one.state !== 'sending')).toBe(
        true,
      ),
    );
  const deliver = async (one: NewCommand) => {
    await page.outbox.put(one);
    await until(() =>
      expect(page.outbox.items.value.find(({ id }) => id === one.id)?.state).toBe('delivered'),
    );
  };
  const onShelf = async () => (await page.shelf.list('A')).commands;
  return { ...page, database, world, restore, meet, settled, deliver, onShelf };
}

/** A page whose server does not know a row before its first command came; `tried` are the ids it was sent. */
function needing(first: string, unknown: Answer) {
  const tried: string[] = [];
  const one = phone(fresh(), {
    send: async (envelope) => {
      tried.push(envelope.id);
      const isThere = envelope.type === first || one.world.at.accepted.some(({ type }) => type === first);
      return isThere ? one.world.at.send(envelope) : unknown;
    },
  });
  return { ...one, tried };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-04-05T13:00:00+08:00') }));
afterEach(() => void vi.useRealTimers());
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe('when the server comes back from a backup', () => {
  it('what it has lost is written anew under the same ids, and nothing twice', async () => {
    const one = phone();
    const sent = ['一', '二', '三', '四'].map((words) => command(words));
    for (const each of sent) await one.outbox.put(each);
    await until(() => expect(one.world.at.accepted).toHaveLength(4));
    await one.settled();
    later(2 * HOUR);
    const at = await one.restore(2);
    const before = at.ids();
    await one.meet(2);
    await until(() => expect(at.accepted).toHaveLength(4));
    await one.settled();
    expect(new Set(at.ids())).toEqual(new Set(sent.map(({ id }) => id)));
    expect(at.ids().slice(0, 2)).toEqual(before);
    await one.meet(2);
    expect(at.accepted).toHaveLength(4);
  });

  it('it is so also for a page that was closed in between, and was never told how far the backup reached', async () => {
    const one = phone();
    const sent = [command('一'), command('二')];
    for (const each of sent) await one.outbox.put(each);
    await one.settled();
    one.outbox.settle('real', 2);
    one.outbox.close();
    later(24 * HOUR);
    const at = await one.restore(0);
    const reopened = phone(one.database);
    Object.assign(reopened.world, { at, epoch: 'second' });
    await reopened.outbox.open();
    expect(states(reopened)).toEqual([]);
    await reopened.meet(null);
    await until(() => expect(at.ids()).toEqual(sent.map(({ id }) => id)));
  });

  it('an old decision asks again before it goes; a young one goes by itself', async () => {
    const one = phone();
    const old = about(acknowledged, 'r1');
    await one.outbox.put(old);
    await one.settled();
    later(11 * 60_000);
    const young = about(acknowledged, 'r2');
    await one.outbox.put(young);
    await one.settled();
    const at = await one.restore(0);
    await one.meet(0);
    await until(() => expect(at.ids()).toEqual([young.id]));
    expect(one.outbox.items.value.find(({ id }) => id === old.id)?.state).toBe('held');
    await one.outbox.confirm(old.id);
    await until(() => expect(at.ids()).toEqual([young.id, old.id]));
  });

  it('waits for what another device has yet to bring back, and does not call it refused', async () => {
    const unknown: Answer = {
      ok: false,
      refusal: { code: 'report.unknown', zh: '没有这条报告', en: 'There is no such report' },
    };
    let isThere = true;
    const one = phone(fresh(), {
      send: async (envelope) => (isThere ? one.world.at.send(envelope) : unknown),
    });
    const line = about(answered, 'r1');
    await one.outbox.put(line);
    await one.settled();
    later(HOUR);
    const at = await one.restore(0);
    isThere = false;
    await one.meet(0);
    await until(() => expect(states(one)).toEqual(['waiting']));
    isThere = true;
    one.outbox.kick();
    await until(() => expect(at.ids()).toEqual([line.id]));
  });

  describe.each([
    ['incident.open', 'incident.addLine', 'incidentId', 'incident.unknown'],
    ['report.submit', 'report.answer', 'reportId', 'report.unknown'],
  ])('%s goes before %s', (first, second, key, unknown) => {
    /** The row has the id of the command that makes it. */
    const make = () => {
      const older = command('', { type: first, body: {} });
      return { older, younger: command('', { type: second, body: { [key]: older.id } }) };
    };
    const pair = () => needing(first, { ok: false, refusal: { code: unknown, zh: '没有', en: 'Unknown' } });

    it('though the younger lingers on the shelf and the older has left it', async () => {
      const one = pair();
      const { older, younger } = make();
      await one.deliver(older);
      one.outbox.settle('real', 1);
      later(MINUTE);
      await one.outbox.reread();
      await one.deliver(younger);
      expect((await one.onShelf()).map(({ id }) => id)).toEqual([younger.id]);
      later(MINUTE);
      const at = await one.restore(0);
      one.tried.length = 0;
      await one.meet(0);
      await until(() => expect(at.ids()).toEqual([older.id, younger.id]));
      expect(one.tried).toEqual([older.id, younger.id]);
      await one.settled();
      expect(states(one)).toEqual(['delivered', 'delivered']);
      expect((await one.onShelf()).map(({ id }) => id)).toEqual([older.id, younger.id]);
    });

    it('though the younger was still waiting when the older was lost', async () => {
      const one = pair();
      const { older, younger } = make();
      await one.deliver(older);
      one.world.at.state.down = true;
      await one.outbox.put(younger);
      await until(() => expect(one.tried).toContain(younger.id));
      later(HOUR);
      one.tried.length = 0;
      const at = await one.restore(0);
      await one.meet(0);
      one.outbox.kick();
      await until(() => expect(at.ids()).toEqual([older.id, younger.id]));
      expect(one.tried).toEqual([older.id, younger.id]);
    });
  });

  it('what lingers and is not offered again stays as it is', async () => {
    const one = phone();
    const [known, lost] = [about(answered, 'r1'), about(answered, 'r1')];
    for (const each of [known, lost]) await one.deliver(each);
    const before = await one.onShelf();
    const at = await one.restore(1);
    await one.meet(1);
    await until(() => expect(at.ids()).toEqual([known.id, lost.id]));
    await one.settled();
    const after = await one.onShelf();
    expect(after.map(({ id }) => id)).toEqual([known.id, lost.id]);
    expect(after[0]).toEqual(before[0]);
    expect((await one.shelf.acknowledged('A')).map(({ command: { id } }) => id).sort()).toEqual(
      [known.id, lost.id].sort(),
    );
  });

  it('another tab that would clear away what was delivered leaves what waits again', async () => {
    const one = phone();
    const lost = command('一');
    await one.deliver(lost);
    const at = await one.restore(0);
    at.state.down = true;
    await one.meet(0);
    await one.shelf.remove(lost.id, false);
    expect((await one.onShelf()).map(({ id }) => id)).toEqual([lost.id]);
  });

  it('sends the photos along that had been stored', async () => {
    const stored: string[] = [];
    const sendFile: OutboxParts['sendFile'] = async (_file, bytes) => {
      stored.push(new TextDecoder().decode(bytes));
      return { ok: true, seq: 0, at: '' };
    };
    const one = phone(fresh(), { sendFile });
    await one.outbox.put(command('有照片', { files: [photo('a'), photo('b')] }));
    await until(() => expect(stored).toHaveLength(2));
    await until(() => expect(one.outbox.files.value).toEqual([]));
    later(HOUR);
    const at = await one.restore(0);
    await one.meet(0);
    await until(() => expect(at.accepted).toHaveLength(1));
    await until(() => expect([...stored].sort()).toEqual(['a', 'a', 'b', 'b']));
  });

  it('keeps a whole month-old outbox working: each golden command is offered again as it was', async () => {
    const one = phone();
    const all = JSON.parse(readFileSync('tests/fixtures/golden-outbox.json', 'utf8')) as Envelope[];
    const golden = all.filter(({ book }) => book === 'real');
    for (const { madeAt = '', ...each } of golden) await one.outbox.put({ ...each, madeAt } as NewCommand);
    await until(() => expect(one.world.at.accepted).toHaveLength(golden.length));
    await one.settled();
    const at = await one.restore(0);
    await one.meet(0);
    await until(() => expect(at.accepted).toHaveLength(golden.length));
    const byId = (list: readonly { id: string }[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(at.accepted)).toEqual(byId(golden));
  });
});

describe('what was acknowledged', () => {
  it('is forgotten after seven days, with the bytes of its photos', async () => {
    const one = phone();
    const file = photo('a');
    await one.outbox.put(command('旧', { files: [file] }));
    await until(() => expect(one.outbox.files.value).toEqual([]));
    await one.settled();
    expect(await one.shelf.bytes(file.id)).toBeDefined();
    later(KEEP_MS + HOUR);
    const at = await one.restore(0);
    await one.meet(0);
    expect(at.accepted).toEqual([]);
    expect(await one.shelf.acknowledged('A')).toEqual([]);
    expect(await one.shelf.bytes(file.id)).toBeUndefined();
  });

  it('is forgotten when the person leaves the phone; what waits stays', async () => {
    const one = phone();
    await one.outbox.put(command('一'));
    await one.settled();
    one.world.at.state.down = true;
    await one.outbox.put(command('二'));
    await one.outbox.forget();
    expect(await one.shelf.acknowledged('A')).toEqual([]);
    expect((await one.shelf.list('A')).commands.filter(({ state }) => state === 'waiting')).toHaveLength(1);
  });

  it('is nobody else’s', async () => {
    const one = phone();
    await one.outbox.put(command('一'));
    await one.settled();
    expect(await one.shelf.acknowledged('A')).toHaveLength(1);
    expect(await one.shelf.acknowledged('AB')).toEqual([]);
    expect(await one.shelf.acknowledged('')).toEqual([]);
  });

  it.each([
    ['report.submit', 5, 10 * HOUR, 'known'],
    ['report.submit', 6, 10 * HOUR, 'again'],
    ['incident.advance', 6, 10 * HOUR, 'ask'],
    ['incident.advance', 6, HOUR / 10, 'again'],
    ['a.typeOfALaterRelease', 6, 10 * HOUR, 'ask'],
  ] as const)('%s at entry %i after %i ms is %s where the backup reached entry 5', (type, seq, age, fate) => {
    const kept = { command: { type, seq }, epoch: 'first', at: 0 } as unknown as Acknowledged;
    const restored = { upTo: 5, epoch: 'first' };
    expect(fateOf(kept, { book: 'real', epoch: 'second', restored }, age)).toBe(fate);
    const twice = { ...restored, epoch: 'another' };
    const unsure = { known: 'again', again: 'again', ask: 'leave' }[fate as 'known' | 'again' | 'ask'];
    expect(fateOf(kept, { book: 'real', epoch: 'third', restored: twice }, age)).toBe(unsure);
  });
});
