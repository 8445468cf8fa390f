import { daysOf, type Day } from '../../shared/days.ts';
import type { Pattern, Post } from '../../shared/pattern/contract.ts';
import { patternsOn } from '../../shared/pattern/onDay.ts';
import type { Posts } from '../../shared/shift/contract.ts';
import { timesOf } from '../../shared/shift/hours.ts';
import { msOf } from '../../shared/time.ts';
import { emptyWorld } from '../../shared/world.ts';
import { Refused } from '../client.ts';
import { LEADER, OFFICER, SECOND } from './crew.ts';
import { ROSTER } from './springFire.ts';
import type { Stage } from './stage.ts';
import type { Step } from './steps.ts';

const MONTH = '2026-04';
const ZONE = 'Asia/Shanghai';
/** Whoever has an account signs with it. */
const SIGN_IN: Readonly<Record<string, string>> = {
  带班领导乙: LEADER,
  值班员C: OFFICER,
  值班员D: SECOND,
};
const DESK: readonly Post[] = ['primary', 'second'];

/**
 * What an office has done before the story begins: the duty list, and the month's roster planned and published, as far
 * as it is not over by then. The three shifts of the holiday are the scenario's, the other days go on in their turn.
 */
export function rosterSteps(startsAt: string): Step[] {
  const before = { no: null, at: startsAt, by: LEADER };
  const publish = { month: MONTH, note: '值班期间不得脱岗,电话24小时畅通' };
  return [
    ...ROSTER.flatMap(({ leader, main, second }) => [
      enlist(startsAt, leader, ['leader']),
      enlist(startsAt, main, DESK),
      enlist(startsAt, second, DESK),
    ]),
    { ...before, run: (stage) => plan(stage, startsAt) },
    { ...before, run: (stage) => stage.as(LEADER).command('roster.publish', publish, stage.here) },
  ];
}

/** Puts somebody on the duty list, with his account when he has one. */
function enlist(at: string, name: string, posts: readonly Post[]): Step {
  const by = SIGN_IN[name] ?? LEADER;
  const said = { name, post: posts === DESK ? '值班员' : '带班领导', posts: [...posts] };
  return {
    ...{ no: null, at, by },
    async run(stage) {
      const { session } = await stage.as(by).get<{ session: { principal: { id: string } } }>('/api/session');
      const more = {
        accountId: SIGN_IN[name] ? session.principal.id : null,
        principal: false,
        contactId: null,
      };
      const { id } = await stage.as(by).command('person.add', { ...said, ...more }, stage.here);
      stage.note(name, id);
    },
  };
}

async function plan(stage: Stage, startsAt: string): Promise<void> {
  // The patterns that hold before an office has arranged its own, and the calendar that is built in.
  const world = emptyWorld(stage.book);
  const all = daysOf(MONTH).flatMap((day) => patternsOn(world, day).map((pattern) => ({ day, pattern })));
  const holiday = all.findIndex(({ day }) => day === ROSTER[0]?.from.slice(0, 10));
  const shifts = all
    .map(({ day, pattern }, n) => ({ day, pattern, team: teamAt(stage, n - holiday) }))
    .map((one) => ({ ...one, leftMs: msOf(timesOf(one.pattern, one.day, ZONE).endsAt) - msOf(startsAt) }))
    .filter(({ leftMs }) => leftMs > 0);
  const isEnding = ({ leftMs }: { leftMs: number }) => leftMs < 60 * 60_000;
  await fill(
    stage,
    shifts.filter((one) => !isEnding(one)),
  );
  // At 600 times real speed its last minutes may have passed by now; then it is not looked at either.
  await fill(stage, shifts.filter(isEnding)).catch(unlessPast);
}

interface Turn {
  readonly day: Day;
  readonly pattern: Pattern;
  readonly team: Posts;
}

async function fill(stage: Stage, turns: readonly Turn[]): Promise<void> {
  if (turns.length === 0) return;
  const shifts = turns.map(({ day, pattern, team }) => ({
    ...{ day, patternId: pattern.id, posts: team },
    was: { leader: null, primary: null, second: null },
  }));
  await stage.as(LEADER).command('shift.fill', { how: 'generated', shifts }, stage.here);
}

function unlessPast(problem: unknown): void {
  if (!(problem instanceof Refused) || problem.refusal.code !== 'shift.past') throw problem;
}

/** The three crews follow each other; the first shift of the holiday is the first one's. */
function teamAt(stage: Stage, n: number): Posts {
  const crew = ROSTER[((n % ROSTER.length) + ROSTER.length) % ROSTER.length];
  if (!crew) throw new RangeError('the scenario has no roster');
  return { leader: stage.id(crew.leader), primary: stage.id(crew.main), second: stage.id(crew.second) };
}
