import { instantAt, monthOf, type Day } from '../../../shared/days.ts';
import type { Pattern, Post } from '../../../shared/pattern/contract.ts';
import { patternsOn } from '../../../shared/pattern/onDay.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { shiftIdOf, type Posts } from '../../../shared/shift/contract.ts';
import { planned } from '../../../shared/shift/plan.ts';
import { msOf } from '../../../shared/time.ts';
import type { Found, ImportProblem, ImportRow } from '../../../shared/roster/imported.ts';
import { isOtherWeekday } from './dayIn.ts';
import type { Ground } from './dryRun.ts';
import { problem, stop } from './problems.ts';
import type { Claim, RawRow } from './rowsOf.ts';
import { namesOf, ofPart, shiftsOf } from './shiftsOf.ts';
import { whoIs, type Names } from './whoIs.ts';

/** The rows of a table as shifts of the roster, in their order; each with what stands in its way. */
export function importRows(ground: Ground, raw: readonly RawRow[], names: Names): ImportRow[] {
  const made = new Map<string, ImportRow>();
  for (const row of raw) for (const one of shiftsOfRow(ground, row, raw, names)) put(made, one);
  return [...made.values()].map((row) => checked(ground, row));
}

/** Two rows of one shift are one, unless they say different things. */
function put(made: Map<string, ImportRow>, row: ImportRow): void {
  const key =
    row.day && row.patternId ? shiftIdOf(row.patternId, row.day) : `${row.sheet}/${row.row}/${made.size}`;
  const before = made.get(key);
  if (!before) return void made.set(key, row);
  const isOther = Object.entries(row.posts).some(
    ([post, { name }]) => (before.posts[post as Post] ?? { name }).name !== name,
  );
  const twice = isOther ? [problem('stop', 'import.twice', { day: row.day ?? '' })] : [];
  const problems = [...before.problems, ...row.problems, ...twice];
  made.set(key, { ...before, posts: { ...row.posts, ...before.posts }, problems });
}

function shiftsOfRow(ground: Ground, row: RawRow, raw: readonly RawRow[], names: Names): ImportRow[] {
  const place = { sheet: row.sheet, row: row.row, past: false };
  const none = (day: Day | null, why: ImportProblem): ImportRow => {
    const { posts } = postsOf(row.claims, names);
    return { ...place, day, patternId: null, posts, problems: [why] };
  };
  if (row.days.length === 0) return [none(null, problem('stop', 'import.no-day', { said: row.said }))];
  return row.days.flatMap((day) => {
    if (monthOf(day) !== ground.month)
      return [none(day, problem('note', 'import.outside', { day, month: ground.month }))];
    const weekday = isOtherWeekday(day, row.days.length === 1 ? row.weekday : null);
    const beside = weekday ? [problem('note', 'import.weekday', { day })] : [];
    return shiftsOfDay(ground, row, day, raw, names).map((one) => ({
      ...place,
      day,
      ...one,
      problems: [...beside, ...one.problems],
    }));
  });
}

type Part = Pick<ImportRow, 'patternId' | 'posts' | 'problems'>;

/** What a row says of one day: of the shift it is of, or by columns of each part of the day. */
function shiftsOfDay({ world }: Ground, row: RawRow, day: Day, raw: readonly RawRow[], names: Names): Part[] {
  const main = patternsOn(world, day).filter(({ line }) => line === 'main');
  const divided = row.claims.some(({ part }) => part !== null);
  const same = raw.filter((one) => one.sheet === row.sheet && one.label === '' && one.days.includes(day));
  const meant = divided
    ? { patterns: main, problems: [] }
    : shiftsOf(world, day, row.label, { nth: same.indexOf(row), of: same.length });
  const whole = row.claims.filter(({ part }) => part === null);
  if (meant.patterns.length === 0)
    return [{ patternId: null, posts: postsOf(row.claims, names).posts, problems: meant.problems }];
  const lost = row.claims.filter(({ part }) => part !== null && !ofPart(main, part));
  const parts = meant.patterns.map((pattern, n) => {
    const own = row.claims.filter(({ part }) => part !== null && ofPart(main, part) === pattern);
    const { posts, problems } = postsOf([...whole, ...own], names);
    return { patternId: pattern.id, posts, problems: n === 0 ? [...meant.problems, ...problems] : problems };
  });
  return lost.length === 0 ? parts : [...parts, { patternId: null, ...lostPart(day, main, lost, names) }];
}

/** Columns of a part of the day that this day does not have, as 夜班 on a day of 24 hours. */
function lostPart(day: Day, main: readonly Pattern[], claims: readonly Claim[], names: Names) {
  const label =
    claims[0]?.part === 'night'
      ? '夜班'
      : claims[0]?.part === 'noon'
        ? '午间'
        : claims[0]?.part === 'day'
          ? '白班'
          : '24小时班';
  const there = namesOf(main);
  return {
    posts: postsOf(claims, names).posts,
    problems: [problem('stop', 'import.no-shift', { day, label, names: there })],
  };
}

function postsOf(
  claims: readonly Claim[],
  names: Names,
): { posts: ImportRow['posts']; problems: ImportProblem[] } {
  const posts: { [P in Post]?: Found } = {};
  const problems: ImportProblem[] = [];
  for (const { post, people, isTooMany, formula } of claims) {
    if (formula !== null) problems.push(problem('stop', 'import.formula', { column: formula }));
    const said = people.map(({ name }) => name).join('、');
    if (isTooMany) problems.push(problem('stop', 'import.too-many', { names: said.slice(0, 60) }));
    const [one] = people;
    if (!one || formula !== null || isTooMany) continue;
    const who = whoIs(one, names);
    const name = one.name.slice(0, 30);
    if (who.what === 'none') problems.push(problem('stop', 'import.unknown', { name }));
    if (who.what === 'several') problems.push(problem('stop', 'import.two-of-name', { name }));
    posts[post] = { name, personId: who.person?.id ?? null };
  }
  return { posts, problems };
}

/** Judged by the roster's own rules, as the command will be. */
function checked({ world, context }: Ground, row: ImportRow): ImportRow {
  const { day, patternId } = row;
  const pattern = day === null ? undefined : patternsOn(world, day).find(({ id }) => id === patternId);
  if (day === null || patternId === null) return row;
  const ends = pattern && instantAt(day, pattern.startMinute + pattern.minutes, context.zone);
  if (ends && msOf(ends) <= msOf(context.at)) {
    return { ...row, past: true, problems: [problem('note', 'import.past', { day })] };
  }
  const posts = Object.fromEntries(
    Object.entries(row.posts).flatMap(([post, { personId }]) =>
      personId === null ? [] : [[post, personId]],
    ),
  ) as Posts;
  const was = world.tables.shift.get(shiftIdOf(patternId, day))?.posts ?? {};
  const answer = planned(world, { day, patternId, posts, was }, context);
  return isRefusal(answer) ? { ...row, problems: [...row.problems, stop(answer)] } : row;
}
