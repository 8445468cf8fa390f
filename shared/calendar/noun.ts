import type { Event } from '../entry.ts';
import type { Appliers, Body, Deciders, Noun } from '../noun.ts';
import { refuse } from '../refusal.ts';
import { redrafted } from '../shift/redraft.ts';
import { commands, type CalendarYear } from './contract.ts';

/** What can happen to the calendar. Shifts that are planned and not published go with it, in the same entry. */
export interface CalendarEvents {
  'calendar.yearSet': Omit<Body<(typeof commands)['calendar.setYear']>, 'year'>;
}

export const calendarRefusals = {
  'calendar.other-year': { zh: '{day} 不在 {year} 年', en: '{day} is not in {year}' },
  'calendar.twice': { zh: '{day} 写了两次', en: '{day} is given twice' },
} as const;

const decide: Deciders<typeof commands> = {
  'calendar.setYear'(world, { year, ...said }, context) {
    const seen = new Set<string>();
    for (const { day } of said.days) {
      if (!day.startsWith(year)) return refuse(calendarRefusals, 'calendar.other-year', { day, year });
      if (seen.has(day)) return refuse(calendarRefusals, 'calendar.twice', { day });
      seen.add(day);
    }
    const calendar = new Map(world.tables.calendar).set(year, rowOf({ id: year, ...said }, world.seq));
    const after = { ...world, tables: { ...world.tables, calendar } };
    return [{ type: 'calendar.yearSet', id: year, ...said } as Event, ...redrafted(after, context)];
  },
};

const apply: Appliers<CalendarEvents> = {
  'calendar.yearSet'(rows, event, { seq }) {
    rows.put('calendar', rowOf(event, seq));
  },
};

function rowOf(
  { id, source, days }: CalendarEvents['calendar.yearSet'] & { id: string },
  seq: number,
): CalendarYear {
  const special = days.map(({ day, type, name }) => [day, { type, name }]);
  return { id, source, days: Object.fromEntries(special) as CalendarYear['days'], seq };
}

export const noun = { commands, decide, apply } satisfies Noun;
