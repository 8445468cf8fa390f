import { DAY_TYPES, type DayType } from '../calendar/contract.ts';
import { chosen } from './onDay.ts';
import type { Pattern } from './contract.ts';

/** A kind of day that an arrangement leaves partly without duty, or has twice, and from which minute on. */
export interface Untiled {
  readonly type: DayType;
  /** A day of the year on which it is so, `03-15`. */
  readonly dayOfYear: string;
  readonly what: 'none' | 'gap' | 'overlap' | 'start';
  /** Minutes after midnight; more than 1440 is the morning after. */
  readonly minute: number;
}

const DAY_MINUTES = 1440;

/**
 * The first kind of day of a year whose main line does not run for 24 hours without gap and overlap, from the same
 * minute as every other day's; null when there is none. Then no order in which days can follow leaves a minute out.
 */
export function untiled(patterns: readonly Pattern[]): Untiled | null {
  let start: number | null = null;
  for (const dayOfYear of turns(patterns)) {
    for (const type of DAY_TYPES) {
      const main = chosen(patterns, dayOfYear, type).filter(({ line }) => line === 'main');
      const [first] = main;
      if (!first) return { type, dayOfYear, what: 'none', minute: 0 };
      start ??= first.startMinute;
      if (first.startMinute !== start) return { type, dayOfYear, what: 'start', minute: first.startMinute };
      const wrong = brokenAt(main, start);
      if (wrong) return { type, dayOfYear, ...wrong };
    }
  }
  return null;
}

function brokenAt(main: readonly Pattern[], start: number): Pick<Untiled, 'what' | 'minute'> | null {
  let end = start;
  for (const { startMinute, minutes } of main) {
    if (startMinute > end) return { what: 'gap', minute: end };
    if (startMinute < end) return { what: 'overlap', minute: startMinute };
    end += minutes;
  }
  if (end < start + DAY_MINUTES) return { what: 'gap', minute: end };
  return end > start + DAY_MINUTES ? { what: 'overlap', minute: start + DAY_MINUTES } : null;
}

/** One day of the year for each stretch in which the same patterns hold. */
function turns(patterns: readonly Pattern[]): string[] {
  const edges = patterns.flatMap(({ season }) => (season ? [season.from, nextDay(season.until)] : []));
  return [...new Set(['01-01', ...edges])].sort();
}

function nextDay(dayOfYear: string): string {
  // A leap year: 29 February may be an edge.
  const ms = Date.parse(`2024-${dayOfYear}`);
  return Number.isNaN(ms) ? dayOfYear : new Date(ms + 86_400_000).toISOString().slice(5, 10);
}
