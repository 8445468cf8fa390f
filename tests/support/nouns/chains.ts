import type { Post } from '../../../shared/pattern/contract.ts';
import { burdenOf, type Burden } from '../../../shared/roster/burden.ts';
import type { World } from '../../../shared/world.ts';

/*
 * What a proposal is measured by, written without any of its code: from the rows alone, with every post of every shift
 * a duty that somebody has.
 */

interface Duty {
  readonly post: Post;
  readonly burden: Burden;
  readonly from: number;
  readonly until: number;
  readonly restMs: number;
  holder: string;
}

/** Somebody gives a duty to somebody else, after the links before. */
interface Link {
  readonly duty: Duty;
  readonly to: string;
  readonly before: Link | null;
}

const HOUR_MS = 60 * 60_000;
/** So many steps an exact search may take: only where the fast one found a chain on which somebody comes twice. */
const PATIENCE = 300_000;

/**
 * A chain of exchanges of one burden by which somebody with two more than somebody else would come down: the people on
 * it, or null when there is none. On it nobody is given what he is away for, what meets another duty of his, or what
 * leaves either of the two without rest.
 */
export function chainIn(world: World, burden: Burden): string[] | null {
  const duties = dutiesOf(world);
  const people = [...world.tables.person.values()];
  const counts = new Map(people.map(({ id }) => [id, 0]));
  for (const duty of duties)
    if (duty.burden === burden) counts.set(duty.holder, (counts.get(duty.holder) ?? 0) + 1);
  const least = Math.min(...counts.values());
  for (const [start, count] of counts) {
    if (count < least + 2) continue;
    const isEnd = (id: string) => (counts.get(id) ?? 0) <= count - 2;
    const loose = looseChain(world, duties, burden, start, isEnd);
    if (!loose) continue;
    if (new Set(loose).size === loose.length) return loose;
    const exact = exactChain(world, duties, burden, [start], null, isEnd, { left: PATIENCE });
    if (exact) return exact;
  }
  return null;
}

/** How many of a shift's posts can be filled at once by those on the list who are not away. */
export function mostFilled(
  world: World,
  shift: { startsAt: string; endsAt: string },
  posts: readonly Post[],
) {
  const [from, until] = [Date.parse(shift.startsAt), Date.parse(shift.endsAt)];
  const there = [...world.tables.person.values()].filter(({ id }) => !isAway(world, id, from, until));
  const best = (left: readonly Post[], used: ReadonlySet<string>): number => {
    const [post, ...rest] = left;
    if (!post) return 0;
    const fit = there.filter(({ id, posts: own }) => own.includes(post) && !used.has(id));
    // More than one for each post left need not be tried one by one when they are of one kind.
    const kinds = new Map(fit.map((one) => [one.posts.join(), one.id]));
    const filled = [...kinds.values()].map((id) => 1 + best(rest, new Set([...used, id])));
    return Math.max(best(rest, used), ...filled);
  };
  return best(posts, new Set());
}

/** Reaches every (person, duty that comes to him) once: no chain at all is found when this finds none. */
function looseChain(
  world: World,
  duties: readonly Duty[],
  burden: Burden,
  start: string,
  isEnd: (id: string) => boolean,
): string[] | null {
  const open: (Link | null)[] = [null];
  const seen = new Set<string>();
  for (const link of open) {
    for (const next of linksFrom(world, duties, burden, link?.to ?? start, link)) {
      const key = `${next.to}/${duties.indexOf(next.duty)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (isEnd(next.to) && canTake(world, duties, next.to, next.duty, null)) return namesOn(start, next);
      open.push(next);
    }
  }
  return null;
}

/** Depth first, nobody twice. */
function exactChain(
  world: World,
  duties: readonly Duty[],
  burden: Burden,
  path: readonly string[],
  link: Link | null,
  isEnd: (id: string) => boolean,
  patience: { left: number },
): string[] | null {
  for (const next of linksFrom(world, duties, burden, path.at(-1) as string, link)) {
    patience.left -= 1;
    if (patience.left < 0) return null;
    if (path.includes(next.to)) continue;
    const on = [...path, next.to];
    if (isEnd(next.to) && canTake(world, duties, next.to, next.duty, null)) return on;
    const further = exactChain(world, duties, burden, on, next, isEnd, patience);
    if (further) return further;
  }
  return null;
}

/** What somebody can give to whom, when a duty comes to him that he must be able to take by it. */
function linksFrom(
  world: World,
  duties: readonly Duty[],
  burden: Burden,
  giver: string,
  link: Link | null,
): Link[] {
  const own = duties.filter((duty) => duty.holder === giver && duty.burden === burden);
  return own
    .filter((duty) => !link || canTake(world, duties, giver, link.duty, duty))
    .flatMap((duty) =>
      [...world.tables.person.values()]
        .filter(({ id, posts }) => id !== giver && posts.includes(duty.post))
        .filter(({ id }) => !isAway(world, id, duty.from, duty.until))
        .map(({ id }) => ({ duty, to: id, before: link })),
    );
}

function canTake(
  world: World,
  duties: readonly Duty[],
  id: string,
  duty: Duty,
  without: Duty | null,
): boolean {
  if (isAway(world, id, duty.from, duty.until)) return false;
  return duties
    .filter((one) => one.holder === id && one !== without)
    .every((one) => one.until + one.restMs <= duty.from || duty.until + duty.restMs <= one.from);
}

function isAway(world: World, id: string, from: number, until: number): boolean {
  return [...world.tables.absence.values()].some(
    (one) => one.personId === id && Date.parse(one.from) < until && Date.parse(one.until) > from,
  );
}

function dutiesOf(world: World): Duty[] {
  return [...world.tables.shift.values()].flatMap(({ kind, day, startsAt, endsAt, posts }) =>
    Object.entries(posts).map(([post, holder]) => ({
      post: post as Post,
      burden: burdenOf(world, kind, day),
      from: Date.parse(startsAt),
      until: Date.parse(endsAt),
      restMs: (kind === 'd24' ? 24 : 12) * HOUR_MS,
      holder: holder as string,
    })),
  );
}

function namesOn(start: string, last: Link): string[] {
  const names: string[] = [];
  for (let link: Link | null = last; link; link = link.before) names.unshift(link.to);
  return [start, ...names];
}
