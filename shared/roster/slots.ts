import type { Away } from '../absence/away.ts';
import type { Day } from '../days.ts';
import type { Post } from '../pattern/contract.ts';
import type { Person } from '../person/contract.ts';
import type { Burden } from './burden.ts';

/** One post of one shift that somebody is to take. Times are milliseconds since 1970. */
export interface Slot {
  readonly day: Day;
  readonly patternId: string;
  readonly post: Post;
  readonly burden: Burden;
  readonly from: number;
  readonly until: number;
  /** How long whoever had it must rest, in milliseconds. */
  readonly rest: number;
}

/** Why somebody could not be put in a slot. */
export type Bar = 'away' | 'busy' | 'tired';

/** Somebody on the duty list, with the slots he has. Changed in place while a proposal is being made. */
export interface Candidate {
  readonly person: Person;
  readonly slots: Slot[];
  readonly away: readonly Away[];
  readonly counts: Record<Burden, number>;
}

/**
 * What keeps a candidate from a slot, the hard reasons first; null: nothing.
 *
 * @param without a slot that he gives up for it
 */
export function barTo({ slots, away }: Candidate, slot: Slot, without?: Slot): Bar | null {
  if (away.some(({ from, until }) => from < slot.until && slot.from < until)) return 'away';
  let tired = false;
  for (const own of slots) {
    if (own === without) continue;
    if (isAtOnce(own, slot)) return 'busy';
    const gap = own.from < slot.from ? slot.from - own.until - own.rest : own.from - slot.until - slot.rest;
    if (gap < 0) tired = true;
  }
  return tired ? 'tired' : null;
}

/** Whether somebody comes to a slot that he has without the rest that the one before asks for. */
export function isRestless({ slots }: Candidate, slot: Slot): boolean {
  return slots.some(({ until, rest }) => until <= slot.from && slot.from - until < rest);
}

export function isAtOnce(a: Slot, b: Slot): boolean {
  return a.from < b.until && b.from < a.until;
}

export function give(candidate: Candidate, slot: Slot): void {
  candidate.slots.push(slot);
  candidate.counts[slot.burden] += 1;
}

export function take(candidate: Candidate, slot: Slot): void {
  candidate.slots.splice(candidate.slots.indexOf(slot), 1);
  candidate.counts[slot.burden] -= 1;
}
