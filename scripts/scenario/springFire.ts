import { AFTERMATH } from './happenings/aftermath.ts';
import type { Happening, RosterLine, StockLine } from './contract.ts';
import { HOLIDAY } from './happenings/holiday.ts';
import { OUTBREAK } from './happenings/outbreak.ts';
import { SPREAD } from './happenings/spread.ts';
import { WATCH } from './happenings/watch.ts';

/** All 71 happenings, in order. */
export const HAPPENINGS: readonly Happening[] = [...HOLIDAY, ...OUTBREAK, ...SPREAD, ...WATCH, ...AFTERMATH];

/**
 * One of them by its number.
 *
 * @throws RangeError for a number that there is not
 */
export function happening(no: string): Happening {
  const found = HAPPENINGS.find((one) => one.no === no);
  if (!found) throw new RangeError(`the scenario has no ${no}`);
  return found;
}

/** The three shifts of 24 hours, each from half past eight. */
export const ROSTER: readonly RosterLine[] = [
  shift('B1', 4, '带班领导丙', '值班员A', '值班员B'),
  shift('B2', 5, '带班领导乙', '值班员C', '值班员D'),
  shift('B3', 6, '带班领导丁', '值班员E', '值班员F'),
];

/** The township's store. What is missing at the end was used up, lost or scrapped. */
export const STOCK: readonly StockLine[] = [
  stock('风力灭火机', '台', 8, 6, 6, 8),
  stock('二号工具', '把', 120, 60, 52, 112),
  stock('背负式水枪', '支', 20, 10, 10, 20),
  stock('铁锹', '把', 100, 40, 38, 98),
  stock('阻燃服', '套', 40, 30, 30, 40),
  stock('对讲机', '部', 12, 8, 8, 12),
  stock('机用汽油', '升', 100, 60, 0, 40),
  stock('急救箱', '个', 6, 2, 2, 6),
  stock('强光手电', '支', 60, 40, 39, 59),
  stock('瓶装水', '箱', 60, 30, 0, 30),
  stock('方便食品', '箱', 40, 15, 0, 25),
  stock('棉大衣', '件', 50, 30, 30, 50),
];

function shift(name: string, day: number, leader: string, main: string, second: string): RosterLine {
  const at = (date: number) => `2026-04-${String(date).padStart(2, '0')}T08:30:00+08:00`;
  return { shift: name, from: at(day), until: at(day + 1), leader, main, second };
}

function stock(
  name: string,
  unit: string,
  opening: number,
  issued: number,
  returned: number,
  closing: number,
): StockLine {
  return { name, unit, opening, issued, returned, closing };
}
