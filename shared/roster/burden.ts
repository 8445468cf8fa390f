import { dayTypeOf } from '../calendar/dayType.ts';
import type { Day } from '../days.ts';
import type { ShiftKind } from '../pattern/contract.ts';
import type { Sentence } from '../refusal.ts';
import type { Shift } from '../shift/contract.ts';
import type { World } from '../world.ts';

/**
 * What a shift weighs as: a holiday before a day of rest, that before what kind of shift it is. Fairness is counted in
 * these, each for itself (docs/rules.md, "Duty": a proposal): a night is not made good by two days.
 */
export const BURDENS = ['holiday', 'rest', 'night', 'day', 'noon', 'special'] as const;
export type Burden = (typeof BURDENS)[number];

export const burdenNames: Readonly<Record<Burden, Sentence>> = {
  holiday: { zh: '节假日', en: 'Holidays' },
  rest: { zh: '周末', en: 'Weekends' },
  night: { zh: '夜班', en: 'Nights' },
  day: { zh: '白班', en: 'Days' },
  noon: { zh: '午间', en: 'Noons' },
  special: { zh: '专班', en: 'Special' },
};

/** How many of each somebody has. */
export type Counts = Readonly<Record<Burden, number>>;

export const NONE: Counts = { holiday: 0, rest: 0, night: 0, day: 0, noon: 0, special: 0 };

/** As what a shift of a kind, beginning on a day, is counted. A shift of 24 hours on a workday counts as a night. */
export function burdenOf(world: World, kind: ShiftKind, day: Day): Burden {
  if (kind === 'special' || kind === 'noon') return kind;
  const { type } = dayTypeOf(world, day);
  if (type === 'holiday') return 'holiday';
  if (type === 'restday') return 'rest';
  return kind === 'day' ? 'day' : 'night';
}

/** What each person has of a list of shifts; somebody in none of them is not in it. */
export function countShifts(world: World, shifts: Iterable<Shift>): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const { kind, day, posts } of shifts) {
    const burden = burdenOf(world, kind, day);
    for (const personId of Object.values(posts)) {
      if (!personId) continue;
      const before = counts.get(personId) ?? NONE;
      counts.set(personId, { ...before, [burden]: before[burden] + 1 });
    }
  }
  return counts;
}
