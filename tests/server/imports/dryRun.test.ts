import { describe, expect, it } from 'vitest';
import type { RosterImport } from '../../../shared/roster/imported.ts';
import { dryRun } from '../../../server/imports/roster/dryRun.ts';
import type { Cell } from '../../../server/imports/sheet/task.ts';
import type { Context } from '../../../shared/noun.ts';
import { isRefusal, type Refusal } from '../../../shared/refusal.ts';
import type { Roster } from '../../../shared/roster/contract.ts';
import type { World } from '../../../shared/world.ts';
import { context, MONTH, office, PEOPLE } from '../../support/rosters/office.ts';

const HEAD = ['日期', '星期', '带班领导', '主班', '副班', '驾驶员'];

function ask(rows: Cell[][], more: { world?: World; at?: string; formulas?: string[]; name?: string } = {}) {
  const { world = office(), at = context.at, formulas = [], name = 'Sheet1' } = more;
  const ground: { world: World; context: Context; month: string } = {
    world,
    context: { ...context, at },
    month: MONTH,
  };
  return dryRun(ground, [{ name, rows, formulas }]);
}
function read(rows: Cell[][], more = {}): RosterImport {
  const answer = ask(rows, more);
  if (isRefusal(answer)) throw new Error(answer.zh);
  return answer;
}
const codes = ({ rows }: RosterImport) =>
  rows.map(({ row, problems }) => [row, ...problems.map(({ code }) => code)]);
const refusal = (answer: unknown) => (answer as Refusal).code;

describe('given a table with a fault, its row is named', () => {
  it.each([
    ['a day that there is not', ['4月31日', '', '赵甲', '周东', '吴南'], 'import.no-day'],
    ['a day of another month', ['5月1日', '', '赵甲', '周东', '吴南'], 'import.outside'],
    ['a wrong weekday', ['4月5日', '星期六', '赵甲', '周东', '吴南'], 'import.weekday'],
    ['a name that nobody has', ['4月5日', '', '赵甲', '周东', '陌生人'], 'import.unknown'],
    ['more people than places', ['4月5日', '', '赵甲、钱乙', '周东', '吴南'], 'import.too-many'],
    ['somebody who does not lead', ['4月5日', '', '周东', '吴南', '郑西'], 'shift.unfit'],
    ['a shift that the day has not', ['4月5日夜班', '', '赵甲', '周东', '吴南'], 'import.no-shift'],
  ] as [string, Cell[], string][])('%s', (_what, row, code) => {
    const good: Cell[] = ['4月4日', '星期六', '赵甲', '周东', '吴南'];
    expect(codes(read([['土城子乡值班表'], HEAD, good, row]))).toEqual([[3], [4, code]]);
  });

  it('one shift given twice with other people', () => {
    const rows = [
      HEAD,
      ['4月5日', '', '赵甲', '周东'],
      ['4月6日', '', '赵甲', '周东'],
      ['4月5日24小时', '', '赵甲', '吴南'],
    ];
    expect(codes(read(rows))).toContainEqual([2, 'import.twice']);
  });

  it('a formula in place of a name, which is not read', () => {
    const answer = read(
      [HEAD, ['4月4日', '', '赵甲', '周东', '吴南'], ['4月5日', '', '=1+1', '周东', '吴南']],
      { formulas: ['2,2'] },
    );
    expect(codes(answer)).toEqual([[2], [3, 'import.formula']]);
    expect(answer.rows[1]?.posts.leader).toBeUndefined();
  });

  it('two people of one name, told apart by their office', () => {
    const twin = { ...(PEOPLE[0] as (typeof PEOPLE)[0]), id: 'p-99', post: '司法所长' };
    const world = office([...PEOPLE, twin]);
    const answer = read([HEAD, ['4月4日', '', '赵甲'], ['4月5日', '', '赵甲（司法所长）']], { world });
    expect(codes(answer)).toEqual([[2, 'import.two-of-name'], [3]]);
    expect(answer.rows[1]?.posts.leader?.personId).toBe('p-99');
    expect(answer.unknown).toMatchObject([{ name: '赵甲', rows: [2] }]);
  });

  it('days that are over stay as they are', () => {
    const rows = [HEAD, ['4月4日', '', '赵甲', '无此人', '吴南'], ['4月5日', '', '赵甲', '周东', '吴南']];
    const { rows: found } = read(rows, { at: '2026-04-05T12:00:00.000+08:00' });
    expect(found.map(({ day, past }) => [day, past])).toEqual([
      ['2026-04-04', true],
      ['2026-04-05', false],
    ]);
  });

  it('a row for the whole of a day that has two shifts fills both, and says so', () => {
    const { rows } = read([HEAD, ['4月1日', '', '赵甲', '周东', '吴南']]);
    expect(rows.map(({ patternId, problems }) => [patternId, problems.map(({ code }) => code)])).toEqual([
      ['day', ['import.covers']],
      ['night', []],
    ]);
  });
});

describe('given a table that is not ours, it is refused as a whole', () => {
  const stranger = (day: number): Cell[] => [`4月${day}日`, '', '甲某', '乙某', '丙某'];

  it.each([
    ['without a heading', [['今天吃什么'], ['米饭']], 'import.no-head'],
    ['without rows', [HEAD, ['说明：略']], 'import.no-rows'],
    [
      'of another month',
      [['土城子乡2026年5月值班表'], HEAD, [1, '', '赵甲', '周东', '吴南']],
      'import.other-month',
    ],
    [
      'of another year by its weekdays',
      [HEAD, ...[1, 2, 3].map((d) => [d, `周${'二三四'[d - 1]}`, '赵甲', '周东', '吴南'])],
      'import.other-year',
    ],
    [
      'of another office',
      [['北山镇人民政府2026年4月值班表'], HEAD, stranger(1), stranger(2)],
      'import.other-office',
    ],
    ['of nobody who is known', [HEAD, stranger(1), stranger(2)], 'import.nobody-known'],
  ] as [string, Cell[][], string][])('%s', (_what, rows, code) => {
    expect(refusal(ask(rows))).toBe(code);
  });

  it('names the row at which it is seen', () => {
    expect(ask([[null], ['北山镇人民政府2026年4月值班表'], HEAD, stranger(1), stranger(2)])).toMatchObject({
      zh: '第 2 行写的是“北山镇人民政府”，不是本单位“土城子乡人民政府”的值班表',
    });
  });

  it('takes names for new ones while the duty list is empty', () => {
    const { unknown } = read([HEAD, ['4月1日', '', '王五（副乡长）', '乙某', '丙某']], { world: office([]) });
    expect(unknown).toMatchObject([
      { name: '王五', post: '副乡长', posts: ['leader'] },
      { name: '乙某', post: null, posts: ['primary'] },
      { name: '丙某', post: null, posts: ['second'] },
    ]);
  });

  it('when the month is published', () => {
    const world = office();
    world.tables.roster.set(MONTH, { id: MONTH, publishedAt: context.at } as Roster);
    expect(refusal(ask([HEAD, ['4月1日', '', '赵甲', '周东', '吴南']], { world }))).toBe('import.published');
  });
});
