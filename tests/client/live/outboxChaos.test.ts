import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { submitTo } from '../../../client/live/submit.ts';
import { chance } from './chance.ts';
import { command, fresh, open, server, states, until } from './outboxKit.ts';

/** Seeds that once failed stay here by name. */
const REMEMBERED: Readonly<Record<string, number>> = {
  'a list read before something was added came after it': 4,
  'the younger of two about one row went first': 7,
};
const SEEDS = [...Object.values(REMEMBERED), ...Array.from({ length: 12 }, (_, n) => n + 100)];

describe('whatever happens to the page and the network', () => {
  it.each(SEEDS)(
    'what was said to be saved is there once, in order where the row is the same (seed %i)',
    async (seed) => {
      const luck = chance(seed);
      const at = server();
      at.state.luck = luck;
      at.state.lost = 0.3;
      const database = fresh();
      const saved: string[] = [];
      const byRow = new Map<string, string[]>();
      let page = open(at, database);
      await page.outbox.open();
      for (let step = 0; step < 30; step += 1) {
        at.state.down = luck.happens(0.4);
        if (luck.happens(0.2)) {
          page.outbox.close();
          page = open(at, database);
          await page.outbox.open();
        }
        const row = luck.pick(['r1', 'r2', 'r3']);
        const one = command('', { type: 'report.answer', body: { reportId: row, step } });
        if (await page.outbox.put(one)) saved.push(one.id);
        byRow.set(row, [...(byRow.get(row) ?? []), one.id]);
      }
      at.state.down = false;
      page.outbox.close();
      page = open(at, database);
      await page.outbox.open();
      await until(() => expect(states(page).every((state) => state === 'delivered')).toBe(true));
      expect(at.ids().sort()).toEqual(saved.sort());
      for (const [row, ids] of byRow) {
        const order = at.accepted.filter(({ body }) => body.reportId === row).map(({ id }) => id);
        expect(order).toEqual(ids);
      }
    },
  );
});

describe('a command that a screen has given', () => {
  it('tells it how far it is, to the end', async () => {
    const at = server();
    at.state.down = true;
    const { outbox } = open(at, fresh());
    const submit = submitTo(
      () => outbox,
      () => 'real',
    );
    const sending = submit('report.acknowledge', { reportId: 'r1' }, { ifSeq: 7 });
    expect(sending.state.value).toBe('saving');
    expect(await sending.saved).toBe(true);
    await until(() => expect(sending.fault.value?.code).toBe('unavailable'));
    at.state.down = false;
    outbox.kick();
    expect((await sending.answered).seq).toBe(1);
    expect(sending.state.value).toBe('delivered');
    expect(at.accepted[0]).toMatchObject({ id: sending.id, ifSeq: 7, book: 'real' });
    outbox.settle('real', 1);
    expect([sending.state.value, outbox.items.value.length]).toEqual(['delivered', 0]);
  });

  it('tells it why it was refused', async () => {
    const at = server();
    const { outbox } = open(at, fresh());
    const id = '00000000-0000-4000-8000-000000000001';
    at.state.refuse.add(id);
    const submit = submitTo(
      () => outbox,
      () => 'real',
    );
    const sending = submit('report.acknowledge', { reportId: 'r1' }, { id });
    expect((await sending.answered).state).toBe('refused');
    expect(sending.refusal.value?.code).toBe('report.no-place');
  });
});
