import { inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import type { Person } from '../../shared/person/contract.ts';
import type { DutyWorld } from './dutyWorld.ts';
import type { Edits } from './grid/useEdits.ts';

/** What every part of a month's screen reads: the rows, the names, what is being written, what is wrong. */
export interface MonthContext {
  readonly duty: DutyWorld;
  readonly names: ComputedRef<ReadonlyMap<string, Person>>;
  readonly edits: Edits;
  readonly marks: ReadonlyMap<string, string>;
  /** How many shifts of the month somebody has. */
  readonly turns: ComputedRef<ReadonlyMap<string, number>>;
}

const KEY: InjectionKey<MonthContext> = Symbol('month');

export function provideMonth(context: MonthContext): MonthContext {
  provide(KEY, context);
  return context;
}

export function useMonthContext(): MonthContext {
  const context = inject(KEY);
  if (!context) throw new Error('only inside a month');
  return context;
}
