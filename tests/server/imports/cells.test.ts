import { describe, expect, it } from 'vitest';
import { daysIn } from '../../../server/imports/roster/dayIn.ts';
import { namesIn, phonesIn } from '../../../server/imports/roster/namesIn.ts';
import { titleOf } from '../../../server/imports/roster/titleOf.ts';

describe('a cell of the column of dates', () => {
  const days = (cell: string | number, month = '2026-04', before: string | null = null) =>
    daysIn(cell, month, before)?.days ?? null;

  it.each([
    [46117, '2026-04-05'],
    [46117.75, '2026-04-05'],
    [20260405, '2026-04-05'],
    ['46117', '2026-04-05'],
    ['2026-04-05', '2026-04-05'],
    ['2026年4月5日', '2026-04-05'],
    ['２０２６．４．５', '2026-04-05'],
    ['4月5日', '2026-04-05'],
    ['4/5', '2026-04-05'],
    ['4.5', '2026-04-05'],
    ['5日（周日）', '2026-04-05'],
    ['5号', '2026-04-05'],
    [5, '2026-04-05'],
  ])('%s is the fifth of April', (cell, day) => expect(days(cell)).toEqual([day]));

  it('knows 4.1 from 4.10 by the day before', () => {
    expect(days(4.1)).toEqual(['2026-04-01']);
    expect(days(4.1, '2026-04', '2026-04-09')).toEqual(['2026-04-10']);
    expect(days(4.2, '2026-04', '2026-04-19')).toEqual(['2026-04-20']);
  });

  it('takes the year that lies nearest', () => {
    expect(days('12月31日', '2026-01')).toEqual(['2025-12-31']);
    expect(days('1月1日', '2026-12')).toEqual(['2027-01-01']);
  });

  it('reads a span', () => {
    expect(days('4月4日—6日')).toEqual(['2026-04-04', '2026-04-05', '2026-04-06']);
    expect(days('4月30日至5月2日')).toEqual(['2026-04-30', '2026-05-01', '2026-05-02']);
  });

  it('keeps what stands beside', () => {
    expect(daysIn('4月5日（星期日）白班', '2026-04', null)).toMatchObject({ weekday: 0, rest: '白班' });
  });

  it.each(['4月31日', '13月1日', '2026-02-29'])('%s is a day that there is not', (cell) =>
    expect(days(cell)).toEqual([]),
  );
  it.each(['值班电话', '清明节', '', '0475-4212345 转 1'])('“%s” is no day', (cell) =>
    expect(days(cell)).toBe(null),
  );
});

describe('a cell of names', () => {
  const known = ['带班领导乙', '张三丰', '值班员C', '李四', '张三'];
  const names = (cell: string) => namesIn(cell, known).map(({ name }) => name);

  it.each([
    ['张三', ['张三']],
    ['张　三', ['张三']],
    ['张三丰', ['张三丰']],
    ['张三、李四', ['张三', '李四']],
    ['张三 李四', ['张三', '李四']],
    ['张三\n李四', ['张三', '李四']],
    ['张三（13912345678）、李四13812345678', ['张三', '李四']],
    ['副乡长张三', ['张三']],
    ['张三(党委委员、武装部长)', ['张三']],
    ['带班领导乙', ['带班领导乙']],
    ['值班员Ｃ', ['值班员C']],
    ['王  五 139 1234 5678', ['王五']],
    ['副乡长王小五', ['王小五']],
    ['—', []],
    ['待定', []],
    ['/', []],
  ])('%s', (cell, wanted) => expect(names(cell)).toEqual(wanted));

  it('keeps the office and the number beside the name', () => {
    expect(namesIn('张三（副乡长）139-1234-5678', known)).toEqual([
      { name: '张三', office: '副乡长', phones: ['13912345678'] },
    ]);
    expect(namesIn('王五（人大主席）\n0475-4212345', known)).toEqual([
      { name: '王五', office: '人大主席', phones: ['04754212345'] },
    ]);
  });

  it('finds several numbers in one cell, and none in a date', () => {
    expect(phonesIn('13912345678/13812345678')).toEqual(['13912345678', '13812345678']);
    expect(phonesIn('2026年4月5日')).toEqual([]);
  });
});

describe('a title', () => {
  const title = (text: string, name = 'Sheet1') =>
    titleOf({ name, rows: [[text], []], formulas: [] }, 2, '2026-04');

  it.each([
    ['土城子乡人民政府2026年5月值班安排表', '土城子乡人民政府', '2026-05'],
    ['土城子乡二〇二六年十二月份值班表', '土城子乡', '2026-12'],
    ['土城子乡党政综合办公室4月值班表', '土城子乡党政综合办公室', '2026-04'],
    ['2026.4月值班表', null, '2026-04'],
    ['值班表', null, null],
  ])('%s', (text, office, month) => expect(title(text)).toMatchObject({ office, month }));

  it('may be the name of the sheet', () => expect(title('值班表', '2026年3月').month).toBe('2026-03'));
});
