import type { Post } from '../../../shared/pattern/contract.ts';
import type { Cell } from '../sheet/task.ts';
import { partIn, tight, type Part } from './plain.ts';

/** What a column holds. `officers` are people on duty without their places: the first is primary, the next second. */
export interface PostColumn {
  readonly index: number;
  readonly post: Post | 'officers';
  /** Of which part of the day, when the heading says so. */
  readonly part: Part | null;
  /** Where the office or the telephone number of these people stands. */
  readonly office: number | null;
  readonly phones: readonly number[];
}

/** Columns that belong together; an office may set two halves of a month side by side. */
export interface Block {
  readonly day: number;
  readonly weekday: number | null;
  readonly label: number | null;
  readonly posts: readonly PostColumn[];
}

export interface Heading {
  /** The first row below it, from 0. */
  readonly below: number;
  readonly blocks: readonly Block[];
}

const LAST_ROW = 15;

/** The heading of a sheet: the first row with a column of dates and one of a post; null when there is none. */
export function headingOf(rows: readonly (readonly Cell[])[]): Heading | null {
  for (let r = 0; r < Math.min(rows.length, LAST_ROW); r += 1) {
    const top = (rows[r] ?? []).map(tight);
    if (!top.some((text) => kindOf(text) === 'day')) continue;
    const under = (rows[r + 1] ?? []).map(tight);
    const isTwo = isSubheading(top, under);
    const texts = isTwo ? top.map((text, c) => joined(text, under[c] ?? '')) : top;
    const blocks = blocksOf(texts);
    if (blocks.length > 0) return { below: r + (isTwo ? 2 : 1), blocks };
  }
  return null;
}

/** Whether a row repeats the heading, as on each printed page. */
export function isHeadingAgain(row: readonly Cell[], block: Block): boolean {
  return kindOf(tight(row[block.day])) === 'day';
}

type Kind = 'day' | 'weekday' | 'label' | 'office' | 'phone' | 'remark' | Post | 'officers';

function kindOf(text: string): Kind | null {
  if (/电话|手机|联系方式|号码|短号/.test(text)) return 'phone';
  return (
    POSTS.find(([pattern]) => pattern.test(text))?.[1] ??
    OTHERS.find(([pattern]) => pattern.test(text))?.[1] ??
    null
  );
}

/** Looked at in this order: 值班领导 is no 值班员, and 带班领导(职务) is a column of names. */
const POSTS: readonly (readonly [RegExp, Kind])[] = [
  [/(带班|值班|值守)(领导|干部领导)|^带班|^领导/, 'leader'],
  [/驾驶|司机/, 'driver'],
  [/副班|副值|备班|第二值班|值班(人)?员?(2|二|②|B)|B岗/, 'second'],
  [/主班|主值|正班|第一值班|值班(人)?员?(1|一|①|A)|A岗/, 'primary'],
  [/值班员|值班人|值班干部|值守人|在岗人员/, 'officers'],
];
const OTHERS: readonly (readonly [RegExp, Kind])[] = [
  [/^(值班)?(日期|月日|时间|日)$|^(值班)?日期/, 'day'],
  [/星期|周几|^周$/, 'weekday'],
  [/班次|班别|时段|班种/, 'label'],
  [/职务|职位/, 'office'],
  [/备注|说明|调班/, 'remark'],
  [/^(白班|夜班|日班|晚班|24小时班|全天班?)$/, 'officers'],
];

/** A second row of headings stands below groups: 姓名 and 电话 under 带班领导. It has no date of its own. */
function isSubheading(top: readonly string[], under: readonly string[]): boolean {
  const day = top.findIndex((text) => kindOf(text) === 'day');
  const below = under[day] ?? '';
  if (below !== '' && below !== top[day]) return false;
  return under.some(
    (text, c) =>
      c !== day && (/^(姓名|职务|职位|电话|联系电话|手机|手机号码)$/.test(text) || kindOf(text) !== null),
  );
}

function joined(top: string, under: string): string {
  if (under === '' || under === top) return top;
  return /^(职务|职位)/.test(under) ? under : `${top}${under}`;
}

function blocksOf(texts: readonly string[]): Block[] {
  const kinds = texts.map(kindOf);
  const starts = kinds.flatMap((kind, c) => (kind === 'day' ? [c] : []));
  return starts
    .map((start, n) => blockOf(texts, kinds, start, starts[n + 1] ?? texts.length))
    .filter(({ posts }) => posts.length > 0);
}

function blockOf(
  texts: readonly string[],
  kinds: readonly (Kind | null)[],
  start: number,
  end: number,
): Block {
  const at = (wanted: Kind) => {
    const found = kinds.findIndex((kind, c) => c > start && c < end && kind === wanted);
    return found < 0 ? null : found;
  };
  const posts: (PostColumn & { office: number | null; phones: number[] })[] = [];
  for (let c = start + 1; c < end; c += 1) {
    const kind = kinds[c];
    const last = posts.at(-1);
    if (kind === 'office' && last) last.office = c;
    else if (kind === 'phone' && last) last.phones.push(c);
    else if (isPost(kind))
      posts.push({ index: c, post: kind, part: partIn(texts[c] ?? ''), office: null, phones: [] });
  }
  return { day: start, weekday: at('weekday'), label: at('label'), posts };
}

function isPost(kind: Kind | null | undefined): kind is PostColumn['post'] {
  return POSTS.some(([, post]) => post === kind);
}
