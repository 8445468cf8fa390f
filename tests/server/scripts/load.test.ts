import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../scripts/load/crowd/compare.ts';
import { given, type Kept } from '../../../scripts/load/crowd/given.ts';
import { Heard, laid, next, type Page } from '../../../scripts/load/crowd/heard.ts';
import { chosen, measured, never } from '../../../scripts/load/part.ts';
import type { Seat } from '../../../scripts/load/seat.ts';
import { rowOf } from '../../../scripts/bench/row.ts';
import type { Seen } from '../../../shared/see.ts';
import type { Audience } from '../../../shared/roles.ts';

const AUDIENCE = 'village/gaohe';
const report = (id: string, villageId = 'gaohe') => ({ id, villageId, state: 'submitted' });
const put = (id: string, villageId?: string) =>
  ['report', id, 'put', report(id, villageId)] as unknown as Seen;
const set = (id: string, fields: object) => ['report', id, 'set', fields] as unknown as Seen;
const frame = (from: number, to: number, ...rows: Seen[]) =>
  Buffer.from(`42${JSON.stringify(['changes', { from, to, at: 'now', rows }])}`);

function begin(heard: Heard, ...ids: string[]): Page {
  const rows = ids.map((id) => ['report', report(id)]);
  const snapshot = { epoch: 'e', seq: 10, rows };
  return heard.snapshot(brotliCompressSync(Buffer.from(JSON.stringify(snapshot)))).page;
}

function shown(page: Page, expected: Record<string, object>, audience: Audience = AUDIENCE) {
  const seat = { kind: 'liaison', villageId: 'gaohe', cookie: '', address: '', audience } as Seat;
  return compare([{ page, seat }], { [audience]: expected } as Parameters<typeof compare>[1]);
}

describe('what screens of an audience were told', () => {
  it('keeps the same bytes once, and one page for all who were told the same', () => {
    const heard = new Heard(AUDIENCE);
    const first = begin(heard, 'a');
    expect(begin(heard, 'a')).toBe(first);
    const [one, other] = [heard.frame(frame(10, 11, put('b'))), heard.frame(frame(10, 11, put('b')))];
    expect(other).toBe(one);
    expect(next(first, other)).toBe(next(first, one));
    expect(heard.frame(frame(10, 11, put('c')))).not.toBe(one);
  });

  it('lays rows as they were put, changed and taken away', () => {
    const heard = new Heard(AUDIENCE);
    const gone = ['report', 'a', 'del'] as unknown as Seen;
    const told = [frame(10, 12, put('b'), gone), frame(12, 13, set('b', { state: 'returned' }))];
    const page = told.reduce((at, bytes) => next(at, heard.frame(bytes)), begin(heard, 'a'));
    expect([...laid(page)]).toEqual([['report/b', { ...report('b'), state: 'returned' }]]);
  });

  it('finds what brought a place in the journal', () => {
    const heard = new Heard('desk');
    for (const [from, to] of [[10, 12], [12, 13], [13, 17]] as const) heard.frame(frame(from, to)); // prettier-ignore
    expect(heard.bringing(12).map(({ to }) => to)).toEqual([12]);
    expect(heard.bringing(15).map(({ to }) => to)).toEqual([17]);
    expect(heard.bringing(18)).toEqual([]);
  });
});

describe('what a screen shows, against what it should', () => {
  const heard = new Heard(AUDIENCE);
  const page = begin(heard, 'a', 'b');
  const both = { 'report/a': report('a'), 'report/b': report('b') };

  it('is all right', () => {
    expect(shown(page, both)).toMatchObject({ missing: 0, differing: 0, foreign: 0 });
  });

  it('counts what is missing, what differs and what should not be there', () => {
    expect(shown(page, { ...both, 'report/c': report('c') })).toMatchObject({ missing: 1 });
    expect(shown(page, { ...both, 'report/b': { ...report('b'), state: 'x' } })).toMatchObject({
      differing: 1,
    });
    expect(shown(page, { 'report/a': report('a') })).toMatchObject({ foreign: 1 });
  });

  it('counts a stranger that was sent and taken away again', () => {
    const sent = next(page, heard.frame(frame(10, 11, put('s', 'tangfang'))));
    const taken = next(sent, heard.frame(frame(11, 12, ['report', 's', 'del'] as unknown as Seen)));
    expect(shown(taken, both)).toMatchObject({ missing: 0, differing: 0, foreign: 1 });
  });

  it('counts everything for a screen that never got its rows', () => {
    const seat = { audience: AUDIENCE } as unknown as Seat;
    expect(compare([{ page: null, seat }], { [AUDIENCE]: both } as never)).toMatchObject({ missing: 2 });
  });
});

describe('what became of commands', () => {
  const kept = (more: Partial<Kept>): Kept => {
    const act = {
      envelope: { type: 'report.answer' },
      concerns: ['desk', AUDIENCE],
    } as unknown as Kept['act'];
    return { act, sentAt: 0, answeredAt: 5, answer: { ok: true, seq: 11, at: '' }, ...more };
  };

  it('counts from the answer to the last screen of every audience that is there', () => {
    const heard = new Map<Audience, Heard>([['desk', new Heard('desk')]]);
    (heard.get('desk') as Heard).frame(frame(10, 11)).lastAt = 25;
    expect(given([kept({})], heard)).toMatchObject({ accepted: 1, ackP99: 5, screenP99: 20 });
    heard.set(AUDIENCE, new Heard(AUDIENCE));
    expect(given([kept({})], heard).screenP99).toBe(Infinity);
  });

  it('tells the unanswered from the refused', () => {
    const refusal = { code: 'report.closed', zh: '', en: '' };
    const all = [kept({ answer: null, answeredAt: null }), kept({ answer: { ok: false, refusal } })];
    const refused = ['report.answer: report.closed'];
    expect(given(all, new Map())).toMatchObject({ sent: 2, accepted: 0, unanswered: 1, refused });
  });
});

describe('figures', () => {
  it('takes the better of two runs, and the worse where every run counts', () => {
    const [small, large] = [1, 2].map((value) => rowOf('r', 'm', { value, unit: '', atMost: 1 })) as [
      never,
      never,
    ];
    expect([chosen(small, large, false), chosen(large, small, false)]).toEqual([small, small]);
    expect([chosen(small, large, true), chosen(large, small, true)]).toEqual([large, large]);
  });

  it('runs a part again while a timing fails, but not what must never be', async () => {
    const values = [3, 0.5];
    const timing = async () => [
      { name: 't', metric: '', value: values.shift() as number, unit: 's', atMost: 1 },
    ];
    expect(await measured('p', timing, {}, 3, () => undefined)).toMatchObject([{ value: 0.5, holds: true }]);
    let runs = 0;
    const lost = async () => [never('lost', '', (runs += 1))];
    expect(await measured('p', lost, {}, 3, () => undefined)).toMatchObject([{ value: 1, holds: false }]);
  });

  it('fails a figure that is none', async () => {
    const none = async () => [
      { name: 't', metric: '', value: null as unknown as number, unit: 's', atMost: 1 },
    ];
    expect(await measured('p', none, {}, 1, () => undefined)).toMatchObject([{ holds: false }]);
  });
});
