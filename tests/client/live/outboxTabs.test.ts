import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { Shelf } from '../../../client/live/keep/shelf.ts';
import { byLease, byLock, type Turn } from '../../../client/live/keep/turn.ts';
import type { Envelope } from '../../../shared/wire.ts';
import { command, fresh, open, server, until } from './outboxKit.ts';

describe('on a shared phone', () => {
  it('one account never sees or sends what another one wrote, and it survives for its owner', async () => {
    const at = server();
    at.state.down = true;
    const database = fresh();
    const first = open(at, database, 'A');
    await first.outbox.put(command('甲写的'));
    first.outbox.close();
    at.state.down = false;
    const second = open(at, database, 'B');
    await second.outbox.open();
    expect(second.outbox.items.value).toEqual([]);
    await second.outbox.put(command('乙写的'));
    await until(() => expect(at.accepted).toHaveLength(1));
    second.outbox.close();
    const third = open(at, database, 'A');
    await third.outbox.open();
    await until(() => expect(at.accepted.map(({ body }) => body.words)).toEqual(['乙写的', '甲写的']));
  });
});

describe('two tabs', () => {
  const turns: Record<string, (shelf: Shelf) => Turn> = {
    'with a lease on the shelf': (shelf) => byLease(shelf, 'commands', 20_000),
    'with a lock of the browser': () => locking,
  };
  let chain: Promise<unknown> = Promise.resolve();
  const locks = {
    request: (_name: string, _options: object, work: () => Promise<unknown>) =>
      (chain = chain.then(work, work)),
  } as unknown as LockManager;
  const locking = byLock(locks, 'commands', 20_000);

  it.each(Object.entries(turns))('send one at a time %s, each thing once', async (_name, make) => {
    const at = server();
    let now = 0;
    let most = 0;
    const send = async (envelope: Envelope) => {
      most = Math.max(most, (now += 1));
      const answer = await at.send(envelope);
      now -= 1;
      return answer;
    };
    const database = fresh();
    const tabs = [open(at, database, 'A', { send }), open(at, database, 'A', { send })].map((tab, n) => {
      tab.outbox.close();
      const turn = make(tab.shelf);
      const parts = { send, turns: { commands: turn, files: turn }, tell: () => void tabs[1 - n]?.reread() };
      return open(at, database, 'A', parts).outbox;
    });
    const row = { type: 'report.answer', body: { reportId: 'r1' } };
    await Promise.all(tabs.flatMap((tab) => [tab.put(command('', row)), tab.put(command('', row))]));
    await until(() =>
      expect(tabs.flatMap((tab) => tab.items.value.map(({ state }) => state))).toEqual(
        Array.from({ length: 8 }, () => 'delivered'),
      ),
    );
    expect(new Set(at.ids()).size).toBe(4);
    expect(most).toBe(1);
  });

  it('a tab that has died loses its lease', async () => {
    const shelf = new Shelf(fresh());
    expect(await shelf.lease('commands', 'dead', 1000, 0)).toBe(true);
    expect(await shelf.lease('commands', 'alive', 1900, 900)).toBe(false);
    expect(await shelf.lease('commands', 'alive', 2001, 1001)).toBe(true);
    await shelf.release('commands', 'dead');
    expect(await shelf.lease('commands', 'third', 2002, 1002)).toBe(false);
    expect(await shelf.lease('commands', 'third', -49_000, -50_000)).toBe(true);
  });

  it('a tab that the system put to sleep loses its lock', async () => {
    const calls: object[] = [];
    const asleep = {
      request: (_name: string, options: { signal?: AbortSignal; steal?: boolean }, work: () => unknown) => {
        calls.push(options);
        if (options.steal) return Promise.resolve(work());
        return new Promise((_resolve, reject) =>
          options.signal?.addEventListener('abort', () => reject(options.signal?.reason)),
        );
      },
    } as unknown as LockManager;
    expect(await byLock(asleep, 'x', 30)(async () => 'done')).toBe('done');
    expect(calls).toHaveLength(2);
  });
});
