import { monthOf } from '../days.ts';
import type { Event } from '../entry.ts';
import type { Context, Deciders } from '../noun.ts';
import { postNames, type Post } from '../pattern/contract.ts';
import { allPatterns } from '../pattern/onDay.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { later, msOf } from '../time.ts';
import type { World } from '../world.ts';
import { isFree } from './free.ts';
import type { commands, Shift } from './contract.ts';
import { planned, taken, unfit } from './plan.ts';
import { shiftRefusals } from './refusals.ts';

export const decide: Deciders<typeof commands> = {
  'shift.assign'(world, { day, patternId, post, personId, was }, context) {
    const wish = { day, patternId, posts: { [post]: personId }, was: { [post]: was } };
    const event = planned(world, wish, context) ?? refuse(shiftRefusals, 'shift.nothing-changed');
    return isRefusal(event) ? event : [event];
  },
  'shift.fill'(world, { shifts }, context) {
    const events: Event[] = [];
    const seen = new Set<string>();
    for (const wish of shifts) {
      const key = `${wish.patternId}/${wish.day}`;
      if (seen.has(key)) return refuse(shiftRefusals, 'shift.fill-twice', { day: wish.day });
      seen.add(key);
      const event = planned(world, wish, context);
      if (isRefusal(event)) return event;
      if (event) events.push(event);
    }
    return events.length > 0 ? events : refuse(shiftRefusals, 'shift.nothing-changed');
  },
  'shift.amend'(world, { shiftId, post, personId, was, reason }, context) {
    const shift = changeable(world, shiftId, context);
    if (isRefusal(shift)) return shift;
    const there = shift.posts[post] ?? null;
    if (there === personId) return refuse(shiftRefusals, 'shift.nothing-changed');
    if (there !== was) return taken(world, shift, there);
    const wrong =
      personId === null
        ? needed(world, shift, post)
        : (unfit(world, post, personId) ?? isFree(world, restOf(shift, context), personId));
    if (wrong) return wrong;
    const effectiveAt = restOf(shift, context).startsAt;
    const move = { shiftId, post, fromId: there, toId: personId, effectiveAt };
    return [
      { type: 'substitution.ordered', id: context.commandId, move, reason } as Event,
      { type: 'shift.changed', id: shiftId, post, fromId: there, toId: personId, effectiveAt } as Event,
    ];
  },
};

/** What is left of a shift: whoever comes in its course must be free from then on, not before. */
export function restOf({ startsAt, endsAt }: Shift, { at }: Context): Pick<Shift, 'startsAt' | 'endsAt'> {
  return { startsAt: later(at, startsAt), endsAt };
}

/** A published shift that is not over yet: it changes by consent or by order, never silently. */
export function changeable(world: World, shiftId: string, { at }: Context): Shift | Refusal {
  const shift = world.tables.shift.get(shiftId);
  if (!shift) return refuse(shiftRefusals, 'shift.unknown');
  const { day, endsAt, published } = shift;
  if (msOf(endsAt) <= msOf(at)) return refuse(shiftRefusals, 'shift.past', { day });
  return published ? shift : refuse(shiftRefusals, 'shift.not-published', { month: monthOf(day) });
}

function needed(world: World, { patternId }: Shift, post: Post): Refusal | null {
  const pattern = allPatterns(world).find(({ id }) => id === patternId);
  return pattern?.needed.includes(post)
    ? refuse(shiftRefusals, 'shift.needed', { post: postNames[post] })
    : null;
}
