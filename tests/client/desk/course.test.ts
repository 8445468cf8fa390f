import { describe, expect, test } from 'vitest';
import { courseIn, courseOf } from '../../../client/report/desk/panel/course.ts';
import { readCourse, type ReadEntries } from '../../../client/report/desk/panel/readCourse.ts';
import type { Entry } from '../../../shared/entry.ts';
import { reportRow } from './rows.ts';

/** A journal of `count` entries a second apart; those of `mine` are about the report. */
function journal(count: number, mine: Readonly<Record<number, object>>): Entry[] {
  return Array.from({ length: count }, (_, n) => {
    const seq = n + 1;
    const event = mine[seq] ?? { type: 'report.acknowledged', id: `other-${seq}` };
    const about = mine[seq] ? 'report/r' : `report/other-${seq}`;
    const at = new Date(Date.parse('2026-04-05T13:00:00+08:00') + seq * 1000).toISOString();
    return {
      seq,
      at,
      by: { id: 'o', name: '值班员C', post: '主班' },
      about: [about],
      events: [event],
    } as never;
  });
}
function reader(entries: readonly Entry[]) {
  const asked: [number, number][] = [];
  const read: ReadEntries = async (after, limit) => {
    asked.push([after, limit]);
    return entries.slice(after, after + limit);
  };
  return { asked, read };
}
const event = (type: string, more: object = {}) => ({ type: `report.${type}`, id: 'r', ...more });

describe('the course of a report', () => {
  test('is what the row remembers', () => {
    const texts = courseOf(
      reportRow('r', { state: 'returned', reason: '请补地点', escalatedAt: '2026-04-05T13:34:00+08:00' }),
    ).map(({ text }) => text);
    expect(texts).toEqual(['值班员C 上报', '超时未签收，已升级', '值班员C 签收', '值班员C 退回：请补地点']);
  });

  test('is read from the journal whole, though other things happened in between', async () => {
    const entries = journal(900, {
      400: event('submitted', { channel: 'phone' }),
      402: event('acknowledged'),
      650: event('corrected', { changed: { words: '水车 2 台' }, reason: '听错' }),
      700: event('joined', { incidentId: 'i' }),
    });
    const { asked, read } = reader(entries);
    const row = reportRow('r', { recordedAt: entries[399]!.at, seq: 700 });
    const found = await readCourse(row, read);
    expect(found?.map(({ seq }) => seq)).toEqual([400, 402, 650, 700]);
    const steps = courseIn(found ?? [], 'r');
    expect(steps.map(({ text }) => text)).toEqual([
      '值班员C 登记',
      '值班员C 签收',
      '值班员C 更正：听错',
      '值班员C 并入事件',
    ]);
    expect(steps[2]?.changed).toEqual({ words: '水车 2 台' });
    expect(asked.length).toBeLessThan(16);
  });

  test('finds the first entry of the book, and one of several recorded in one moment', async () => {
    const first = journal(3, { 1: event('submitted', { channel: 'app' }) });
    const row = reportRow('r', { recordedAt: first[0]!.at, seq: 1 });
    expect((await readCourse(row, reader(first).read))?.map(({ seq }) => seq)).toEqual([1]);
    const together = journal(9, { 5: event('submitted', { channel: 'app' }) }).map((entry) => ({
      ...entry,
      at: first[0]!.at,
    }));
    const same = reportRow('r', { recordedAt: first[0]!.at, seq: 5 });
    expect((await readCourse(same, reader(together).read))?.map(({ seq }) => seq)).toEqual([5]);
  });

  test('is null when nobody answers, and says where something was erased', async () => {
    expect(await readCourse(reportRow('r', {}), async () => null)).toBeNull();
    const [entry] = journal(1, { 1: event('submitted') });
    const steps = courseIn([{ ...entry!, events: [null] }], 'r');
    expect(steps.map(({ text }) => text)).toEqual(['内容已按决定删除']);
  });
});
