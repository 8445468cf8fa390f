import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { allPatterns } from '../../shared/pattern/onDay.ts';
import { POSTS, postNames } from '../../shared/pattern/contract.ts';
import type { Shift } from '../../shared/shift/contract.ts';
import { peopleOf } from '../../shared/shift/onDuty.ts';
import type { World } from '../../shared/world.ts';

/** Whose shifts: those of one person, with reminders; or everybody's. */
export type Whose = { readonly accountId: string } | 'everybody';

/** Minutes before a shift at which a personal calendar reminds: the evening before, and an hour before. */
const REMIND = [12 * 60, 60] as const;

/**
 * The published shifts as a calendar (RFC 5545), times in UTC so that no calendar needs to know a zone. Names and posts
 * alone: a feed never holds a telephone number, since nobody knows who reads it.
 */
export function rosterCalendar(world: World, whose: Whose, now: Date): string {
  const calendar = ical({
    name: whose === 'everybody' ? '值班表' : '我的值班',
    prodId: { company: 'zhishou', product: 'roster', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3_600,
  });
  const me = whose === 'everybody' ? null : personOf(world, whose.accountId);
  for (const shift of shiftsOf(world, whose, me)) {
    const event = calendar.createEvent({
      id: `duty-${shift.id}@zhishou`,
      sequence: shift.seq,
      stamp: now,
      start: new Date(shift.startsAt),
      end: new Date(shift.endsAt),
      summary: summaryOf(world, shift, me),
      description: linesOf(world, shift).join('\n'),
      status: ICalEventStatus.CONFIRMED,
      categories: [{ name: '值班' }],
    });
    if (me !== null)
      for (const minutes of REMIND)
        event.createAlarm({ type: ICalAlarmType.display, triggerBefore: minutes * 60 });
  }
  return calendar.toString();
}

function personOf(world: World, accountId: string): string | null {
  const all = [...world.tables.person.values()];
  return all.find((person) => person.accountId === accountId && person.retiredAt === null)?.id ?? null;
}

function shiftsOf(world: World, whose: Whose, me: string | null): Shift[] {
  return [...world.tables.shift.values()]
    .filter(
      (shift) => shift.published && (whose === 'everybody' || (me !== null && peopleOf(shift).includes(me))),
    )
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id));
}

function summaryOf(world: World, shift: Shift, me: string | null): string {
  const mine = POSTS.find((post) => me !== null && shift.posts[post] === me);
  const pattern = allPatterns(world).find(({ id }) => id === shift.patternId)?.name.zh ?? '';
  return mine ? `值班（${postNames[mine].zh}） ${pattern}` : `值班：${linesOf(world, shift).join('／')}`;
}

function linesOf(world: World, { posts }: Shift): string[] {
  return POSTS.flatMap((post) => {
    const name = world.tables.person.get(posts[post] ?? '')?.name;
    return name === undefined ? [] : [`${postNames[post].zh} ${name}`];
  });
}
