import { describe, expect, it } from 'vitest';
import type { ImportRow, RosterImport } from '../../shared/roster/imported.ts';
import { EMPTY, personOf, stopsOf, takenBack, wishesOf } from '../../client/roster/import/settle.ts';

const row = (more: Partial<ImportRow>): ImportRow => ({
  ...{ sheet: '4月', row: 3, day: '2026-04-05', patternId: 'd24', posts: {}, problems: [], past: false },
  ...more,
});
const stop = (code: string) => ({ level: 'stop' as const, code, zh: '', en: '' });
const unknown = { name: '陌生人', post: null, posts: ['primary'] as const, rows: [3] };
const stranger = row({
  posts: { leader: { name: '赵甲', personId: 'p-0' }, primary: { name: '陌生人', personId: null } },
  problems: [stop('import.unknown')],
});
const table = (...rows: ImportRow[]): RosterImport => ({
  ...{ month: '2026-04', rows, unknown: [unknown], phones: [], passedOver: [] },
});

describe('a table that was read', () => {
  it('waits for whoever an unknown name means, and for nothing that is over', () => {
    expect(stopsOf(table(stranger), {})).toBe(1);
    expect(stopsOf(table(stranger), { 陌生人: 'p-1' })).toBe(0);
    expect(stopsOf(table(row({ problems: [stop('shift.unfit')] })), { 陌生人: EMPTY })).toBe(1);
    expect(stopsOf(table(row({ problems: [stop('shift.unfit')], past: true })), { 陌生人: EMPTY })).toBe(0);
  });

  it('writes what it changes, with who was seen there', () => {
    const wishes = wishesOf(table(stranger), { 陌生人: 'p-1' }, () => ({ primary: 'p-9' }));
    expect(wishes).toEqual([
      {
        ...{ day: '2026-04-05', patternId: 'd24' },
        ...{ posts: { leader: 'p-0', primary: 'p-1' }, was: { leader: null, primary: 'p-9' } },
      },
    ]);
    expect(takenBack(wishes)).toMatchObject([
      { posts: { leader: null, primary: 'p-9' }, was: { leader: 'p-0', primary: 'p-1' } },
    ]);
  });

  it('leaves alone what is so already, what is over, and a place that stays empty', () => {
    expect(wishesOf(table(stranger), { 陌生人: EMPTY }, () => ({ leader: 'p-0' }))).toEqual([]);
    expect(wishesOf(table({ ...stranger, past: true }), { 陌生人: 'p-1' }, () => ({}))).toEqual([]);
  });

  it('puts an officer on the list for both places', () => {
    expect(personOf(unknown)).toMatchObject({ name: '陌生人', post: '干事', posts: ['primary', 'second'] });
  });
});
