import * as z from 'zod/mini';
import { words } from '../primitives.ts';
import { isDay } from './day.ts';

/**
 * What a day is to a duty roster: a workday, a day of rest at the week's end, a public holiday, or a day of rest on
 * which people work because a holiday was made longer (调休上班). docs/rules.md, "Days".
 */
export const DAY_TYPES = ['workday', 'restday', 'holiday', 'makeup'] as const;
export type DayType = (typeof DAY_TYPES)[number];

/** As far as a book's clock goes: reckoning with days beyond would leave the four digits of a year. */
export const day = z.string().check(z.regex(/^(19[7-9]|20\d|21\d)\d-\d{2}-\d{2}$/), z.refine(isDay));
export const month = z.string().check(z.regex(/^(19[7-9]|20\d|21\d)\d-(0[1-9]|1[0-2])$/));

export const commands = {
  /** The whole of a year's holidays and make-up workdays, in place of what was known of it. */
  'calendar.setYear': z.strictObject({
    year: z.string().check(z.regex(/^20\d{2}$/)),
    /** Where it is published, as people would look for it. */
    source: words(200),
    days: z
      .array(z.strictObject({ day, type: z.enum(['holiday', 'makeup']), name: words(12) }))
      .check(z.minLength(1), z.maxLength(80)),
  }),
} as const;

/** A day that is not what its place in the week says. */
export interface SpecialDay {
  readonly type: 'holiday' | 'makeup';
  /** 清明节, 国庆节: printed beside the weekday. */
  readonly name: string;
}

/** One year's holidays and make-up workdays. Its id is the year. */
export interface CalendarYear {
  readonly id: string;
  readonly source: string;
  readonly days: Readonly<Record<string, SpecialDay>>;
  readonly seq: number;
}
