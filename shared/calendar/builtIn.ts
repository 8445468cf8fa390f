import type { SpecialDay } from './contract.ts';
import { daysBetween } from '../days.ts';

type Holiday = readonly [name: string, from: string, until: string, makeup: readonly string[]];

/**
 * The arrangement of public holidays for 2026 of the General Office of the State Council, published on 4 November 2025.
 * Next year's is published late in the year before: `calendar.setYear` brings it in.
 */
const YEAR_2026: readonly Holiday[] = [
  ['元旦', '2026-01-01', '2026-01-03', ['2026-01-04']],
  ['春节', '2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']],
  ['清明节', '2026-04-04', '2026-04-06', []],
  ['劳动节', '2026-05-01', '2026-05-05', ['2026-05-09']],
  ['端午节', '2026-06-19', '2026-06-21', []],
  ['中秋节', '2026-09-25', '2026-09-27', []],
  ['国庆节', '2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']],
];

/** The years that are known without anybody entering them. */
export const BUILT_IN: Readonly<Record<string, Readonly<Record<string, SpecialDay>>>> = {
  '2026': Object.fromEntries(YEAR_2026.flatMap(daysOfHoliday)),
};

function daysOfHoliday([name, from, until, makeup]: Holiday): [string, SpecialDay][] {
  return [
    ...daysBetween(from, until).map((day): [string, SpecialDay] => [day, { type: 'holiday', name }]),
    ...makeup.map((day): [string, SpecialDay] => [day, { type: 'makeup', name }]),
  ];
}
