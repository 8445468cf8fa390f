import { utils, write, type CellObject, type WorkSheet } from '@e965/xlsx';
import { weekdayOf } from '../../../shared/days.ts';
import { patternsOn } from '../../../shared/pattern/onDay.ts';
import { gbk } from './gbk.ts';
import { DAYS, LEADERS, office, OFFICES, onDay, phoneOf } from './office.ts';

/** A table as offices keep it: how it is called, its bytes, and which of the posts it fills. */
export interface Layout {
  readonly file: string;
  readonly bytes: Buffer;
  readonly posts: readonly ('leader' | 'primary' | 'second' | 'driver')[];
  /** Nights have people of their own: those of the next day. */
  readonly nights?: true;
}

type Value = string | number | null | CellObject;
const TITLE = '土城子乡人民政府2026年4月值班安排表';
const WEEK = '日一二三四五六';
const week = (day: string) => `星期${WEEK[weekdayOf(day)]}`;
const md = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const serial = (day: string) => Math.round((Date.parse(day) - Date.parse('1899-12-30')) / 86_400_000);
const officeOf = (name: string) => OFFICES[LEADERS.indexOf(name)] as string;
const isRest = (day: string) => patternsOn(office(), day).length === 1;

export const layouts = (): Layout[] => [
  form(),
  twoRows(),
  namesWithPhones(),
  older(),
  commas(),
  serials(),
  twoHalves(),
  twoHeadings(),
  decimals(),
  dayAndNightColumns(),
];

/** The printed form: a title across, offices in brackets, columns of telephone numbers, a foot. */
function form(): Layout {
  const head = [
    '日  期',
    '星期',
    '带班领导（职务）',
    '联系电话',
    '主班',
    '电话',
    '副班',
    '电话',
    '驾驶员',
    '备注',
  ];
  const rows = DAYS.map((day, n) => {
    const { leader, primary, second, driver } = onDay(n);
    const phones = [leader, primary, second].map(phoneOf);
    return [
      md(day),
      week(day),
      `${leader}（${officeOf(leader)}）`,
      phones[0],
      primary,
      phones[1],
      second,
      phones[2],
      driver,
      null,
    ];
  });
  const foot = [
    ['值班电话：0475-×××××××'],
    ['值班要求：1.提前10分钟到岗；2.不得由他人代班'],
    ['制表人：', null, null, '审核人：', null, '签发人：'],
  ];
  const sheet = sheetOf([[TITLE], head, ...rows, ...foot] as Value[][], ['A1:J1', 'A33:J33', 'A34:J34']);
  return {
    file: 'form.xlsx',
    bytes: book({
      '4月': sheet,
      通讯录: sheetOf([
        ['姓名', '电话'],
        ['赵甲', '13900000000'],
      ]),
    }),
    posts: ['leader', 'primary', 'second', 'driver'],
  };
}

/** Two rows a day on workdays, day and leader merged over both; one row on days of rest. */
function twoRows(): Layout {
  const rows: Value[][] = [[TITLE], ['日期', '星期', '班次', '带班领导', '值班员1', '值班员2']];
  const merges = ['A1:F1'];
  DAYS.forEach((day, n) => {
    const { leader, primary, second } = onDay(n);
    const r = rows.length + 1;
    if (isRest(day)) return void rows.push([md(day), week(day), '24小时', leader, primary, second]);
    const night = onDay(n + 1);
    rows.push(
      [md(day), week(day), '白班', leader, primary, second],
      [null, null, '夜班', null, night.primary, night.second],
    );
    merges.push(`A${r}:A${r + 1}`, `B${r}:B${r + 1}`, `D${r}:D${r + 1}`);
  });
  return {
    file: 'two-rows-a-day.xlsx',
    bytes: book({ Sheet1: sheetOf(rows, merges) }),
    posts: ['leader', 'primary', 'second'],
    nights: true,
  };
}

/** Numbers under the names, both officers in one cell, names of two characters drawn apart. */
function namesWithPhones(): Layout {
  const apart = (name: string) => (name.length === 2 ? [...name].join('　') : name);
  const rows = DAYS.map((day, n) => {
    const { leader, primary, second } = onDay(n);
    return [
      `${md(day)}（${week(day)}）`,
      `${apart(leader)}\n${phoneOf(leader)}`,
      `${apart(primary)} ${phoneOf(primary)}、${second}(${phoneOf(second)})`,
    ];
  });
  const sheet = sheetOf([[`${TITLE}`], ['值班日期', '带班领导', '值班人员'], ...rows], ['A1:C1']);
  return {
    file: 'names-with-phones.xlsx',
    bytes: book({ Sheet1: sheet }),
    posts: ['leader', 'primary', 'second'],
  };
}

/** An .xls of the nineties with real dates. */
function older(): Layout {
  const rows = DAYS.map((day, n) => {
    const { leader, primary, second } = onDay(n);
    return [date(day, 'yyyy/m/d'), week(day), leader, primary, second] as Value[];
  });
  const sheet = sheetOf([[TITLE], ['日期', '星期', '带班领导', '主班', '副班'], ...rows], ['A1:E1']);
  return {
    file: 'older.xls',
    bytes: book({ 值班表: sheet }, 'biff8'),
    posts: ['leader', 'primary', 'second'],
  };
}

/** Saved by Excel as CSV on a Chinese Windows: GBK, quotes around what has commas. */
function commas(): Layout {
  const rows = DAYS.map((day, n) => {
    const { leader, primary, second } = onDay(n);
    return `${day.replaceAll('-', '/')},${week(day)},"${leader}(${officeOf(leader)}),${phoneOf(leader)}",${primary},${second}`;
  });
  const text = [
    `${TITLE},,,,`,
    '日期,星期,带班领导,主班,副班',
    ...rows,
    '值班电话：0475-4000000,,,,',
    '',
  ].join('\r\n');
  return { file: 'gbk.csv', bytes: gbk(text), posts: ['leader', 'primary', 'second'] };
}

/** Dates as the numbers that Excel keeps, some shown as 4月5日, some as bare numbers; no year anywhere. */
function serials(): Layout {
  const rows = DAYS.map((day, n) => {
    const { leader, primary, second } = onDay(n);
    return [n % 2 ? serial(day) : date(day, 'm"月"d"日";@'), leader, primary, second] as Value[];
  });
  const sheet = sheetOf([['值 班 表'], ['时间', '值班领导', '值班员', '值班员'], ...rows], ['A1:D1']);
  return { file: 'serial-dates.xlsx', bytes: book({ '4月': sheet }), posts: ['leader', 'primary', 'second'] };
}

/** Two halves of the month side by side on one page. */
function twoHalves(): Layout {
  const cells = (n: number): Value[] => {
    const { leader, primary, second } = onDay(n);
    return n < DAYS.length ? [n + 1, leader, primary, second] : [null, null, null, null];
  };
  const rows = Array.from({ length: 15 }, (_none, n) => [...cells(n), ...cells(n + 15)]);
  const head = ['日期', '带班领导', '主班', '副班'];
  const sheet = sheetOf([[TITLE], [...head, ...head], ...rows], ['A1:H1']);
  return { file: 'two-halves.xlsx', bytes: book({ Sheet1: sheet }), posts: ['leader', 'primary', 'second'] };
}

/** Two rows of headings, and the title in Chinese numerals. */
function twoHeadings(): Layout {
  const top = ['日期', '星期', '带班领导', null, null, '主班', null, '副班', null, '司机'];
  const under = [null, null, '姓名', '职务', '电话', '姓名', '电话', '姓名', '电话', null];
  const rows = DAYS.map((day, n) => {
    const { leader, primary, second, driver } = onDay(n);
    return [
      `${Number(day.slice(8))}日`,
      WEEK[weekdayOf(day)] as string,
      leader,
      officeOf(leader),
      phoneOf(leader),
      primary,
      phoneOf(primary),
      second,
      phoneOf(second),
      driver,
    ];
  });
  const merges = ['A1:J1', 'A2:A3', 'B2:B3', 'C2:E2', 'F2:G2', 'H2:I2', 'J2:J3'];
  const sheet = sheetOf([['土城子乡党政综合办公室二〇二六年四月值班表'], top, under, ...rows], merges);
  return {
    file: 'two-headings.xlsx',
    bytes: book({ Sheet1: sheet }),
    posts: ['leader', 'primary', 'second', 'driver'],
  };
}

/** Days as 4.1 … 4.30, which Excel makes numbers of; notes across the table, the heading again on the second page. */
function decimals(): Layout {
  const head = ['日期', '星期', '带班领导', '值班员', '值班员', '备注'];
  const rows: Value[][] = [[TITLE], head];
  const merges = ['A1:F1'];
  DAYS.forEach((day, n) => {
    const { leader, primary, second } = onDay(n);
    if (day === '2026-04-04') {
      rows.push(['4月4日至6日清明节放假，共3天']);
      merges.push(`A${rows.length}:F${rows.length}`);
    }
    if (n === 15) rows.push(head);
    rows.push([Number(`4.${n + 1}`), week(day), leader, primary, second, n === 5 ? '节后第一天' : null]);
  });
  return {
    file: 'decimal-days.xlsx',
    bytes: book({ Sheet1: sheetOf(rows, merges) }),
    posts: ['leader', 'primary', 'second'],
  };
}

/** Day and night in columns of their own; days of rest in a table below the first. */
function dayAndNightColumns(): Layout {
  const rows = DAYS.filter((day) => !isRest(day)).map((day) => {
    const n = DAYS.indexOf(day);
    const [own, next] = [onDay(n), onDay(n + 1)];
    return [md(day), own.leader, own.primary, own.second, next.primary, next.second];
  });
  const top = ['日期', '带班领导', '白班', null, '夜班', null];
  const under = [null, null, '主班', '副班', '主班', '副班'];
  const workdays = sheetOf([[TITLE], top, under, ...rows], ['A1:F1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:F2']);
  const rest = DAYS.filter(isRest).map((day) => {
    const { leader, primary, second } = onDay(DAYS.indexOf(day));
    return [md(day), leader, `${primary}、${second}`];
  });
  const holidays = sheetOf([[`${TITLE}（节假日）`], ['日期', '带班领导', '值班员'], ...rest], ['A1:C1']);
  return {
    file: 'day-and-night.xlsx',
    bytes: book({ 工作日: workdays, 节假日: holidays }),
    posts: ['leader', 'primary', 'second'],
    nights: true,
  };
}

function date(day: string, z: string): CellObject {
  return { t: 'n', v: serial(day), z };
}

export function sheetOf(rows: readonly (readonly Value[])[], merges: readonly string[] = []): WorkSheet {
  const sheet = utils.aoa_to_sheet(rows as unknown[][]);
  sheet['!merges'] = merges.map((range) => utils.decode_range(range));
  return sheet;
}

export function book(
  sheets: Readonly<Record<string, WorkSheet>>,
  bookType: 'xlsx' | 'biff8' = 'xlsx',
): Buffer {
  const workbook = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(workbook, sheet, name);
  return write(workbook, { type: 'buffer', bookType, compression: true }) as Buffer;
}
