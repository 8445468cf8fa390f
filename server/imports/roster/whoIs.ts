import type { Person } from '../../../shared/person/contract.ts';
import type { Named } from './namesIn.ts';

/** Who on the duty list is meant: the one of that name, or of several the one with that office. */
export type Who =
  | { readonly what: 'one'; readonly person: Person }
  | { readonly what: 'none' | 'several'; readonly person: null };

/** Those who do duty, by their names without spaces. */
export type Names = ReadonlyMap<string, readonly Person[]>;

export function namesOf(people: Iterable<Person>): Names {
  const names = new Map<string, Person[]>();
  for (const person of people) {
    if (person.retiredAt !== null) continue;
    const name = nameOf(person.name);
    names.set(name, [...(names.get(name) ?? []), person]);
  }
  return names;
}

/** The names of a list, the longest first: so 张三丰 is not taken for 张三. */
export function longestFirst(names: Names): string[] {
  return [...names.keys()].sort((a, b) => b.length - a.length);
}

export function whoIs({ name, office }: Named, names: Names): Who {
  const all = names.get(nameOf(name)) ?? [];
  const [only] = all;
  if (!only) return { what: 'none', person: null };
  if (all.length === 1) return { what: 'one', person: only };
  const written = office === null ? '' : nameOf(office);
  const same = all.filter(({ post }) => nameOf(post) === written);
  const like = all.filter(
    ({ post }) => written !== '' && (nameOf(post).includes(written) || written.includes(nameOf(post))),
  );
  const [meant] = same.length === 1 ? same : like;
  return meant && (same.length === 1 || like.length === 1)
    ? { what: 'one', person: meant }
    : { what: 'several', person: null };
}

function nameOf(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}
