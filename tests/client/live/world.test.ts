import { describe, expect, it } from 'vitest';
import { computed, nextTick, watchEffect } from 'vue';
import { LiveWorld } from '../../../client/live/world.ts';
import type { Report } from '../../../shared/report/contract.ts';
import type { Seen } from '../../../shared/see.ts';
import { onSheets } from '../../../shared/sheet.ts';
import { id, OFFICER, Peer, report } from './peer.ts';

function village(seed: object = {}) {
  return { id: 'a', name: '甲村', order: 0, seq: 1, ...seed };
}

function loaded() {
  const paints: (() => void)[] = [];
  const world = new LiveWorld('real', (flush) => paints.push(flush));
  const clock = { at: '2026-04-05T13:28:00+08:00', real: '2026-04-05T13:28:00+08:00', speed: 1 };
  const snapshot = {
    ...{ book: 'real', epoch: 'e1', audience: 'desk' as const, seq: 3, at: clock.at, clock },
    rows: [['village', village()] as const],
  };
  world.load(snapshot);
  const paint = () => paints.splice(0).forEach((flush) => flush());
  paint();
  const frame = (from: number, to: number, ...rows: unknown[]) => ({
    ...{ from, to, at: '2026-04-05T13:29:00+08:00' },
    rows: rows as Seen[],
  });
  return { world, snapshot, paint, paints, frame };
}

describe('the rows of a screen', () => {
  it('takes a frame that continues them and moves on', () => {
    const { world, frame } = loaded();
    expect(world.apply(frame(3, 4, ['village', 'a', 'set', { name: '乙村', seq: 4 }]))).toBe('applied');
    expect(world.row('village', 'a')).toMatchObject({ name: '乙村', order: 0, seq: 4 });
    expect(world.seq).toBe(4);
  });

  it('takes many new rows from one sheet', () => {
    const { world, frame } = loaded();
    const seen = ['b', 'c'].map(
      (one) => ['village', one, 'put', village({ id: one, seq: 4 })] as unknown as Seen,
    );
    const rows = onSheets(seen);
    expect(rows).toHaveLength(1);
    expect(world.apply(frame(3, 5, ...rows))).toBe('applied');
    expect([...world.rowsOf('village').keys()]).toEqual(['a', 'b', 'c']);
    expect(world.row('village', 'c')).toEqual(village({ id: 'c', seq: 4 }));
  });

  it('is not moved by a frame it has seen, in whole or in part', () => {
    const { world, frame } = loaded();
    const first = frame(3, 4, ['village', 'a', 'set', { name: '乙村', seq: 4 }]);
    world.apply(first);
    world.apply(frame(4, 5, ['village', 'a', 'set', { name: '丙村', seq: 5 }]));
    expect(world.apply(first)).toBe('known');
    expect(world.row('village', 'a')).toMatchObject({ name: '丙村' });
    expect(world.apply(frame(3, 6, ['village', 'b', 'put', village({ id: 'b', seq: 6 })]))).toBe('applied');
    expect(world.seq).toBe(6);
  });

  it('says that something is missing: a later frame, fields of an unknown row, or no snapshot at all', () => {
    const { world, frame } = loaded();
    expect(world.apply(frame(4, 5))).toBe('gap');
    expect(world.apply(frame(3, 4, ['village', 'x', 'set', { name: '?' }]))).toBe('gap');
    expect(world.seq).toBe(3);
    expect(new LiveWorld('real').apply(frame(0, 1))).toBe('gap');
  });

  it('follows an empty heartbeat with its seq', () => {
    const { world, frame } = loaded();
    expect(world.apply(frame(3, 9))).toBe('applied');
    expect(world.seq).toBe(9);
  });

  it('passes over rows of tables that it does not know, for a newer server', () => {
    const { world, frame } = loaded();
    expect(world.apply(frame(3, 4, ['warning', 'w1', 'put', { id: 'w1' }]))).toBe('applied');
  });

  it('renders once per painted frame, only what follows a table that changed', async () => {
    const { world, frame, paint, paints } = loaded();
    let villages = 0;
    let reports = 0;
    watchEffect(() => (world.rowsOf('village'), (villages += 1)));
    watchEffect(() => (world.rowsOf('report'), (reports += 1)));
    for (let seq = 3; seq < 53; seq += 1) {
      world.apply(frame(seq, seq + 1, ['village', 'a', 'set', { order: seq, seq: seq + 1 }]));
    }
    expect(paints).toHaveLength(1);
    paint();
    await nextTick();
    expect([villages, reports]).toEqual([2, 1]);
  });

  it('keeps the identity of a row that a new snapshot brings unchanged, but not across epochs', () => {
    const { world, snapshot } = loaded();
    const before = world.row('village', 'a');
    world.load({ ...snapshot, seq: 8, rows: [['village', village()]] });
    expect(world.row('village', 'a')).toBe(before);
    world.load({ ...snapshot, epoch: 'e2', rows: [['village', village({ name: '别的村' })]] });
    expect(world.row('village', 'a')).toMatchObject({ name: '别的村' });
  });

  it('hands out rows that cannot be edited, and lists that computed values follow', () => {
    const peer = new Peer();
    const world = new LiveWorld('real', (flush) => flush());
    world.load(peer.snapshot('village/a'));
    const open = computed(() =>
      [...world.rowsOf('report').values()].filter((row) => row.state === 'submitted'),
    );
    expect(open.value).toHaveLength(0);
    peer.submit(OFFICER, { id: id(10), type: 'report.submit', body: report('a') });
    world.apply(peer.frame('village/a', world.seq));
    expect(open.value.map((row) => row.id)).toEqual([id(10)]);
    expect(() => Object.assign(open.value[0] as Report, { words: 'x' })).toThrow(TypeError);
  });

  it('forgets everything when the account changes', () => {
    const { world, paint } = loaded();
    world.clear();
    paint();
    expect([world.rowsOf('village').size, world.seq, world.epoch, world.loaded.value]).toEqual([
      0,
      0,
      null,
      false,
    ]);
  });
});
