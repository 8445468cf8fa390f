import { awayIn } from '../../shared/absence/away.ts';
import type { Post } from '../../shared/pattern/contract.ts';
import type { Person } from '../../shared/person/contract.ts';
import type { Shift } from '../../shared/shift/contract.ts';
import { overlap } from '../../shared/shift/free.ts';
import type { World } from '../../shared/world.ts';
import { rankOf } from '../ui/initials.ts';

/** Somebody who may hold a post, and what keeps him from this shift. */
export interface Found {
  readonly person: Person;
  readonly bar: 'away' | 'busy' | null;
}

type Times = Pick<Shift, 'id' | 'startsAt' | 'endsAt'>;

/** Those who are on the list, in its order. */
export function activePeople(world: World): Person[] {
  return [...world.tables.person.values()]
    .filter(({ retiredAt }) => retiredAt === null)
    .sort((a, b) => a.order - b.order);
}

/**
 * The people that a text finds, by name, office or pinyin initials of either, best first. With a post only those who
 * may hold it; with a shift those who cannot come stand last, with the reason.
 */
export function findPeople(world: World, typed: string, post?: Post, shift?: Times): Found[] {
  const busy = shift ? busyIn(world, shift, post) : new Set<string>();
  return activePeople(world)
    .filter(({ posts }) => !post || posts.includes(post))
    .flatMap((person) => {
      const ranks = [rankOf(person.name, typed), rankOf(person.post, typed)];
      const rank = Math.min(ranks[0] ?? Infinity, (ranks[1] ?? Infinity) + 4);
      if (rank === Infinity) return [];
      const away = shift && awayIn(world, person.id, shift.startsAt, shift.endsAt);
      return [
        { person, bar: away ? ('away' as const) : busy.has(person.id) ? ('busy' as const) : null, rank },
      ];
    })
    .sort((a, b) => Number(a.bar !== null) - Number(b.bar !== null) || a.rank - b.rank);
}

/** The one person of a name, as a table that was pasted has it; two of one name are none. */
export function personNamed(world: World, name: string): Person | null {
  const same = activePeople(world).filter((one) => one.name === name.trim());
  return same.length === 1 ? (same[0] as Person) : null;
}

/** Who is in another shift of that time, or in another post of the same. */
function busyIn(world: World, shift: Times, post?: Post): Set<string> {
  const busy = new Set<string>();
  for (const other of world.tables.shift.values()) {
    if (!overlap(other, shift)) continue;
    for (const [name, personId] of Object.entries(other.posts))
      if (personId && (other.id !== shift.id || name !== post)) busy.add(personId);
  }
  return busy;
}
