import { computed, type ComputedRef } from 'vue';
import { logOf, LOG_TABLES } from '../../shared/dutyLog/compile.ts';
import type { LogLine, Sources } from '../../shared/dutyLog/line.ts';
import { useWorld } from '../live/use.ts';

/** The log of some hours, half open, of this screen's rows: the latest line first. */
export function useShiftLog(
  hours: () => { readonly startsAt: string; readonly endsAt: string },
): ComputedRef<LogLine[]> {
  const world = useWorld();
  return computed(() => {
    const rows = Object.fromEntries(LOG_TABLES.map((table) => [table, [...world.rowsOf(table).values()]]));
    return logOf(rows as Sources, hours()).reverse();
  });
}
