import { awayIn } from '../absence/away.ts';
import type { Day } from '../days.ts';
import type { Post } from '../pattern/contract.ts';
import type { Person } from '../person/contract.ts';
import type { World } from '../world.ts';
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
  readonly counts: Record<Burden, number>;
}

/** What keeps a candidate from a slot, the hard reasons first; null: nothing. */
export function barTo(world: World, { person, slots }: Candidate, slot: Slot): Bar | null {
  let tired = false;
  for (const own of slots) {
    if (own.from < slot.until && slot.from < own.until) return 'busy';
    const gap = own.from < slot.from ? slot.from - own.until - own.rest : own.from - slot.until - slot.rest;
    if (gap < 0) tired = true;
  }
  if (isAway(world, person.id, slot)) return 'away';
  return tired ? 'tired' : null;
}

function isAway(world: World, personId: string, { from, until }: Slot): boolean {
  if (world.tables.absence.size === 0) return false;
  return awayIn(world, personId, new Date(from).toISOString(), new Date(until).toISOString()) !== null;
}

export function give(candidate: Candidate, slot: Slot): void {
  candidate.slots.push(slot);
  candidate.counts[slot.burden] += 1;
}

export function take(candidate: Candidate, slot: Slot): void {
  candidate.slots.splice(candidate.slots.indexOf(slot), 1);
  candidate.counts[slot.burden] -= 1;
}
