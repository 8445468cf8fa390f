import type { Event } from '../entry.ts';
import type { Appliers, Body, Deciders, Noun } from '../noun.ts';
import { refuse } from '../refusal.ts';
import { commands } from './contract.ts';

/** What can happen to the calendar. */
export interface CalendarEvents {
  'calendar.yearSet': Omit<Body<(typeof commands)['calendar.setYear']>, 'year'>;
}

export const calendarRefusals = {
  'calendar.other-year': { zh: '{day} 不在 {year} 年', en: '{day} is not in {year}' },
  'calendar.twice': { zh: '{day} 写了两次', en: '{day} is given twice' },
} as const;

const decide: Deciders<typeof commands> = {
  'calendar.setYear'(_world, { year, ...said }) {
    const seen = new Set<string>();
    for (const { day } of said.days) {
      if (!day.startsWith(year)) return refuse(calendarRefusals, 'calendar.other-year', { day, year });
      if (seen.has(day)) return refuse(calendarRefusals, 'calendar.twice', { day });
      seen.add(day);
    }
    return [{ type: 'calendar.yearSet', id: year, ...said } as Event];
  },
};

const apply: Appliers<CalendarEvents> = {
  'calendar.yearSet'(rows, { id, source, days }, { seq }) {
    const special = days.map(({ day, type, name }) => [day, { type, name }]);
    rows.put('calendar', { id, source, days: Object.fromEntries(special) as never, seq });
  },
};

export const noun = { commands, decide, apply } satisfies Noun;
