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
    const fields = fc.dictionary(fc.constantFrom('words', 'place', '__proto__', 'seq'), fc.jsonValue());
    const row = fc.tuple(fc.constantFrom('report', 'incident'), fc.constantFrom('a', 'b', 'c'), fields);
    const seen = row.chain(([table, id, more]) =>
      fc.constantFrom<Seen>(
        put(table, { id, ...more }),
        [table, id, 'set', more] as unknown as Seen,
        [table, id, 'del'] as unknown as Seen,
      ),
    );
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 12 }), (rows) => {
        expect(offSheets(travelled(onSheets(rows)))).toEqual(travelled(rows));
      }),
    );
  });
});
