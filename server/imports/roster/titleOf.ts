import type { Sheet } from '../sheet/task.ts';
import { tight } from './plain.ts';

/** What stands above the heading: whose roster it is, and of which month. */
export interface Title {
  /** 土城子乡人民政府; null when no office is named. */
  readonly office: string | null;
  /** The row of it, from 1. */
  readonly row: number;
  /** The month that the title or the name of the sheet says, by the year that it says or that lies nearest. */
  readonly month: string | null;
}

/** @param month that is asked for: it tells the year when the title does not */
export function titleOf({ name, rows }: Sheet, below: number, month: string): Title {
  const above = rows.slice(0, below).map((row) => [...new Set(row.map(tight))].filter((text) => text !== ''));
  const first = above.findIndex((texts) => officeIn(texts[0] ?? '') !== null);
  const words =
    above
      .slice(0, -1)
      .flat()
      .find((text) => monthIn(text, month) !== null) ??
    above[0]?.[0] ??
    '';
  return {
    office: first < 0 ? null : officeIn(above[first]?.[0] ?? ''),
    row: Math.max(first, 0) + 1,
    month: monthIn(words, month) ?? monthIn(tight(name), month),
  };
}

/** Whether two names of offices are of one: 土城子乡 is 奈曼旗土城子乡人民政府. */
export function isSameOffice(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) =>
    name.replace(/(人民政府|政府|党委|党工委|党政(综合)?办公室|党政办|办公室)+$/g, ''),
  );
  return one !== undefined && other !== undefined && (one.includes(other) || other.includes(one));
}

const OFFICE = /^(\p{Script=Han}{2,30}?)(?=[\d〇]|二[〇○零]|[一二三四五六七八九十]+月|值班|带班|\()/u;
const IS_OFFICE =
  /(政府|党委|委员会|委|办事处|办公室|局|乡|镇|街道|苏木|中心|大队|派出所|卫生院|站|所|处|公司|学校)$/;

function officeIn(text: string): string | null {
  const lead = OFFICE.exec(text)?.[1];
  return lead && IS_OFFICE.test(lead) ? lead : null;
}

function monthIn(text: string, near: string): string | null {
  const arabic = inArabic(text);
  const full = /(20\d{2})年?[-./]?(\d{1,2})月?/.exec(arabic);
  const alone = /(?<![\d.])(\d{1,2})月/.exec(arabic);
  const [nearYear, nearMonth] = near.split('-').map(Number) as [number, number];
  const month = Number(full?.[2] ?? alone?.[1] ?? 0);
  if (month < 1 || month > 12) return null;
  const shift = month - nearMonth > 6 ? -1 : month - nearMonth < -6 ? 1 : 0;
  const year = full ? Number(full[1]) : nearYear + shift;
  return `${year}-${String(month).padStart(2, '0')}`;
}

const DIGITS = '〇一二三四五六七八九';

/** 二〇二六年十一月 as 2026年11月. */
function inArabic(text: string): string {
  return text
    .replace(/[二][〇○零Oo0][一二三四五六七八九〇○零]{2}(?=年)/g, (year) =>
      [...year].map((digit) => Math.max(DIGITS.indexOf(digit), 0)).join(''),
    )
    .replace(/(十[一二]?|[一二三四五六七八九])(?=月)/g, (month) =>
      month.startsWith('十')
        ? String(10 + Math.max(DIGITS.indexOf(month[1] ?? '〇'), 0))
        : String(DIGITS.indexOf(month)),
    );
}
