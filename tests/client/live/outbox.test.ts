import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { command, fresh, open, photo, server, states, until } from './outboxKit.ts';

describe('the outbox', () => {
  it('has a command on the disk when it says so, and delivers it once', async () => {
    const at = server();
    const { outbox } = open(at, fresh());
    const one = command('林草结合部起烟');
    expect(await outbox.put(one)).toBe(true);
    await until(() => expect(states({ outbox })).toEqual(['delivered']));
    expect(at.accepted).toEqual([
      { id: one.id, book: 'real', type: one.type, body: one.body, madeAt: one.madeAt },
    ]);
    outbox.settle('real', 1);
    expect(outbox.items.value).toEqual([]);
  });

  it('delivers each exactly once when answers get lost', async () => {
    const at = server();
    at.state.lost = 0.6;
    const { outbox } = open(at, fresh());
    const sent = Array.from({ length: 20 }, (_, n) => command(`第 ${n} 条`));
    await Promise.all(sent.map((one) => outbox.put(one)));
    await until(() => expect(new Set(states({ outbox }))).toEqual(new Set(['delivered'])));
    expect(at.ids().sort()).toEqual(sent.map(({ id }) => id).sort());
  });

  it('goes on after a restart, under the same ids', async () => {
    const at = server();
    at.state.down = true;
    const database = fresh();
    const before = open(at, database);
    const sent = [command('一'), command('二')];
    for (const one of sent) await before.outbox.put(one);
    before.outbox.close();
    at.state.down = false;
    const after = open(at, database);
    await after.outbox.open();
    await until(() => expect(states(after)).toEqual(['delivered', 'delivered']));
    expect(at.ids()).toEqual(sent.map(({ id }) => id));
  });

  it('delivers what the server had already accepted when the page died before the answer', async () => {
    const at = server();
    at.state.lost = 1;
    const database = fresh();
    const before = open(at, database);
    await before.outbox.put(command('一'));
    await until(() => expect(at.accepted).toHaveLength(1));
    before.outbox.close();
    at.state.lost = 0;
    const after = open(at, database);
    await after.outbox.open();
    await until(() => expect(states(after)).toEqual(['delivered']));
    expect(at.accepted).toHaveLength(1);
  });

  it('keeps the order of commands about one row, and lets the others pass', async () => {
    const at = server();
    at.state.lost = 0.5;
    const { outbox } = open(at, fresh());
    const about = (n: number) => command('', { type: 'report.answer', body: { reportId: 'r1', n } });
    const chain = Array.from({ length: 6 }, (_, n) => about(n));
    for (const one of chain) await outbox.put(one);
    await until(() => expect(states({ outbox }).every((state) => state === 'delivered')).toBe(true));
    expect(at.ids()).toEqual(chain.map(({ id }) => id));
  });

  it('sends nothing about a row before what created it', async () => {
    const at = server();
    at.state.down = true;
    const { outbox } = open(at, fresh());
    const first = command('一');
    const second = command('', { type: 'report.answer', body: { reportId: first.id, words: '补充' } });
    await outbox.put(first);
    await outbox.put(second);
    at.state.down = false;
    outbox.kick();
    await until(() => expect(at.ids()).toEqual([first.id, second.id]));
  });

  it('does not let a refused command hold up the rest', async () => {
    const at = server();
    const { outbox } = open(at, fresh());
    const bad = command('没有地点');
    at.state.refuse.add(bad.id);
    await outbox.put(bad);
    await outbox.put(command('好的'));
    await until(() => expect(states({ outbox })).toEqual(['refused', 'delivered']));
  });

  it('waits again after a fault, and at once tries again when it is told to', async () => {
    const at = server();
    at.state.down = true;
    const { outbox } = open(at, fresh(), 'A', { random: () => 1 });
    await outbox.put(command('一'));
    await until(() => expect(outbox.items.value[0]?.fault?.code).toBe('unavailable'));
    expect(states({ outbox })).toEqual(['waiting']);
    at.state.down = false;
    outbox.kick();
    await until(() => expect(states({ outbox })).toEqual(['delivered']));
    expect(outbox.lastDeliveredAt.value).not.toBeNull();
  });
});

describe('a refused command', () => {
  it('keeps its words, its photos and the reason until the person decides', async () => {
    const at = server();
    const database = fresh();
    const bad = command('火头过了防火道', { files: [photo('a'), photo('b')] });
    at.state.refuse.add(bad.id);
    const before = open(at, database);
    await before.outbox.put(bad);
    await until(() => expect(states(before)).toEqual(['refused']));
    before.outbox.close();
    const { outbox } = open(at, database);
    await outbox.open();
    const again = await outbox.reopen(bad.id);
    expect(again?.body).toEqual({ words: '火头过了防火道' });
    expect(again?.refusal?.zh).toBe('请选村');
    expect(again?.files.map((file) => new TextDecoder().decode(file.bytes))).toEqual(['a', 'b']);
    expect(at.accepted).toEqual([]);
  });

  it('leaves in the same moment as the one that takes its place comes', async () => {
    const at = server();
    const database = fresh();
    const bad = command('没有地点', { files: [photo()] });
    at.state.refuse.add(bad.id);
    const { outbox, shelf } = open(at, database);
    await outbox.put(bad);
    await until(() => expect(states({ outbox })).toEqual(['refused']));
    at.state.down = true;
    const better = command('在村西', { files: [photo()], replaces: bad.id });
    await outbox.put(better);
    expect(outbox.items.value.map(({ id }) => id)).toEqual([better.id]);
    const kept = await shelf.list('A');
    expect(kept.commands.map(({ id }) => id)).toEqual([better.id]);
    expect(kept.files.map(({ row }) => row)).toEqual([better.id]);
  });

  it('can be given up, but nothing that is still on its way can', async () => {
    const at = server();
    const { outbox, shelf } = open(at, fresh());
    const bad = command('错了', { files: [photo()] });
    at.state.refuse.add(bad.id);
    await outbox.put(bad);
    await until(() => expect(states({ outbox })).toEqual(['refused']));
    await outbox.discard(bad.id);
    expect(await shelf.list('A')).toEqual({ commands: [], files: [] });
    at.state.down = true;
    const good = command('好的');
    await outbox.put(good);
    await outbox.discard(good.id);
    expect(outbox.items.value).toHaveLength(1);
  });
});
