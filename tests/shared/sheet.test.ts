import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Seen } from '../../shared/see.ts';
import { offSheets, onSheets } from '../../shared/sheet.ts';

const put = (table: string, row: Readonly<Record<string, unknown>>) =>
  [table, row.id, 'put', row] as unknown as Seen;
const travelled = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('rows on sheets', () => {
  const two = [
    put('report', { id: 'a', words: '西坡有烟', place: { point: null } }),
    put('report', { id: 'b', words: '河水上涨', place: { point: null } }),
  ];

  it('name the fields of new rows of one table once', () => {
    expect(onSheets(two)).toEqual([
      [
        'report',
        ['id', 'words', ['place', ['point']]],
        'rows',
        [
          ['a', '西坡有烟', [null]],
          ['b', '河水上涨', [null]],
        ],
      ],
    ]);
  });

  it.each<[string, Seen]>([
    ['of another table', put('incident', { id: 'c', words: '', place: { point: null } })],
    ['with other fields', put('report', { id: 'c', words: '' })],
    ['with other fields within', put('report', { id: 'c', words: '', place: { detail: null } })],
    ['with none within', put('report', { id: 'c', words: '', place: {} })],
    ['with a word for an object', put('report', { id: 'c', words: '', place: '西坡' })],
    ['with a list for an object', put('report', { id: 'c', words: '', place: [null] })],
    ['with the fields in another order', put('report', { words: '', id: 'c', place: { point: null } })],
    [
      'with a field that JSON leaves out',
      put('report', { id: 'c', words: undefined, place: { point: null } }),
    ],
    [
      'under another id',
      ['report', 'd', 'put', { id: 'c', words: '', place: { point: null } }] as unknown as Seen,
    ],
    [
      'that changed',
      ['report', 'c', 'set', { id: 'c', words: '', place: { point: null } }] as unknown as Seen,
    ],
    ['that is gone', ['report', 'c', 'del']],
  ])('leave a row by itself %s', (_why, other) => {
    expect(onSheets([...two, other])).toEqual([expect.anything(), other]);
    expect(onSheets([other])).toEqual([other]);
  });

  it('take a row that holds nothing where another holds an object', () => {
    const none = put('report', { id: 'c', words: '', place: null });
    const told = onSheets([...two, none]);
    expect(told).toHaveLength(1);
    expect(offSheets(travelled(told))).toEqual([...two, none]);
    expect(offSheets(travelled(onSheets([none, ...two])))).toEqual([none, ...two]);
  });

  it('come off as they went on, whatever they hold', () => {
    let sheets = 0;
    const names = fc.constantFrom('words', 'place', 'by', '__proto__', '7', 'seq');
    const { fields } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 2 }, fc.jsonValue({ maxDepth: 1 }), tie('fields')),
      fields: fc.dictionary(names, tie('value') as fc.Arbitrary<unknown>, { maxKeys: 4 }),
    })) as { fields: fc.Arbitrary<Record<string, unknown>> };
    /** Mostly like one another, as reports are; some have a field changed. */
    const alike = fc.tuple(fields, fc.array(fc.tuple(names, fc.jsonValue()), { maxLength: 8 }));
    const seen = alike.chain(([base, changes]) =>
      fc.tuple(
        ...changes.map(([name, value], n) => {
          const row = { id: `r${n}`, ...base };
          return fc.constantFrom<Seen>(
            put('report', row),
            put('report', row),
            put('report', { ...row, [name]: value }),
            ['report', row.id, 'set', base] as unknown as Seen,
            ['report', row.id, 'del'],
          );
        }),
      ),
    );
    fc.assert(
      fc.property(seen, (rows) => {
        const told = travelled(onSheets(rows));
        sheets += told.filter(([, , how]) => how === 'rows').length;
        expect(JSON.stringify(offSheets(told))).toBe(JSON.stringify(rows));
      }),
    );
    expect(sheets).toBeGreaterThan(20);
  });
});
