import type { Event } from '../entry.ts';
import type { Context, Deciders } from '../noun.ts';
import type { Post } from '../pattern/contract.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { changeable, restOf } from '../shift/decide.ts';
import { isFree } from '../shift/free.ts';
import { unfit } from '../shift/plan.ts';
import type { World } from '../world.ts';
import type { SubstitutionEvents } from './apply.ts';
import type { commands, Move, Substitution } from './contract.ts';
import { substitutionRefusals } from './refusals.ts';

export const decide: Deciders<typeof commands> = {
  'substitution.ask'(world, { shiftId, post, personId, reason }, context) {
    const move = moveFrom(world, { shiftId, post }, personId, context);
    if (isRefusal(move)) return move;
    const wrong = badMoves(world, [move], context);
    return (
      wrong ?? [
        happened('substitution.asked', context.commandId, { kind: 'substitute', moves: [move], reason }),
      ]
    );
  },
  'substitution.askSwap'(world, { shiftId, post, otherShiftId, otherPost, reason }, context) {
    const other = world.tables.shift.get(otherShiftId)?.posts[otherPost] ?? null;
    const mine = world.tables.shift.get(shiftId)?.posts[post] ?? null;
    if (!other || !mine) return refuse(substitutionRefusals, 'substitution.empty');
    const there = moveFrom(world, { shiftId, post }, other, context);
    if (isRefusal(there)) return there;
    const back = moveFrom(world, { shiftId: otherShiftId, post: otherPost }, mine, context);
    if (isRefusal(back)) return back;
    const moves = [there, back];
    return (
      badMoves(world, moves, context) ?? [
        happened('substitution.asked', context.commandId, { kind: 'swap', moves, reason }),
      ]
    );
  },
  'substitution.consent'(world, { substitutionId, onBehalf }, { principal }) {
    const one = open(world, substitutionId);
    if (isRefusal(one)) return one;
    if (one.consent) return refuse(substitutionRefusals, 'substitution.consented');
    const asked = world.tables.person.get(one.moves[0]?.toId ?? '');
    const self = asked?.accountId === principal.id;
    if (!self && onBehalf === null)
      return refuse(substitutionRefusals, 'substitution.not-asked', { name: asked?.name ?? '' });
    return [happened('substitution.consented', substitutionId, { onBehalf: self ? null : onBehalf })];
  },
  'substitution.approve'(world, { substitutionId }, context) {
    const one = open(world, substitutionId);
    if (isRefusal(one)) return one;
    if (!one.consent) return refuse(substitutionRefusals, 'substitution.no-consent');
    const moves: Move[] = [];
    for (const move of one.moves) {
      const shift = changeable(world, move.shiftId, context);
      if (isRefusal(shift)) return shift;
      if ((shift.posts[move.post] ?? null) !== move.fromId)
        return refuse(substitutionRefusals, 'substitution.changed');
      moves.push({ ...move, effectiveAt: restOf(shift, context).startsAt });
    }
    const wrong = badMoves(world, moves, context, one.id);
    return wrong ?? [happened('substitution.approved', one.id, { moves }), ...moves.map(changed)];
  },
  'substitution.decline'(world, { substitutionId, reason }) {
    const one = open(world, substitutionId);
    return isRefusal(one) ? one : [happened('substitution.declined', substitutionId, { reason })];
  },
  'substitution.note'(world, { substitutionId }, { principal }) {
    const one = world.tables.substitution.get(substitutionId);
    if (!one) return refuse(substitutionRefusals, 'substitution.unknown');
    const mine = peopleOfMoves(one).find((id) => world.tables.person.get(id)?.accountId === principal.id);
    if (!mine) return refuse(substitutionRefusals, 'substitution.not-concerned');
    if (one.noted[mine]) return refuse(substitutionRefusals, 'substitution.noted');
    return [happened('substitution.noted', substitutionId, { personId: mine })];
  },
  'substitution.lapse'(world, { substitutionId }) {
    const one = open(world, substitutionId);
    return isRefusal(one) ? one : [happened('substitution.lapsed', substitutionId, {})];
  },
  'substitution.archive'(world, { substitutionId }) {
    const one = world.tables.substitution.get(substitutionId);
    if (!one) return refuse(substitutionRefusals, 'substitution.unknown');
    if (one.endedAt === null) return refuse(substitutionRefusals, 'substitution.running');
    return [happened('substitution.archived', substitutionId, {})];
  },
};

/** The people whom a substitution concerns. */
export function peopleOfMoves({ moves }: Pick<Substitution, 'moves'>): string[] {
  return [...new Set(moves.flatMap(({ fromId, toId }) => [fromId, toId]))].filter((id) => id !== null);
}

function happened<T extends keyof SubstitutionEvents>(
  type: T,
  id: string,
  fields: SubstitutionEvents[T],
): Event {
  return { type, id, ...fields };
}

function changed({ shiftId, ...move }: Move): Event {
  return { type: 'shift.changed', id: shiftId, ...move } as Event;
}

function open(world: World, id: string): Substitution | Refusal {
  const one = world.tables.substitution.get(id);
  if (!one) return refuse(substitutionRefusals, 'substitution.unknown');
  const settled = one.state !== 'asked' && one.state !== 'consented';
  return settled ? refuse(substitutionRefusals, 'substitution.closed') : one;
}

function moveFrom(
  world: World,
  { shiftId, post }: { shiftId: string; post: Post },
  toId: string,
  context: Context,
): Move | Refusal {
  const shift = changeable(world, shiftId, context);
  if (isRefusal(shift)) return shift;
  const fromId = shift.posts[post] ?? null;
  if (fromId === null) return refuse(substitutionRefusals, 'substitution.empty');
  if (fromId === toId) return refuse(substitutionRefusals, 'substitution.self');
  return { shiftId, post, fromId, toId, effectiveAt: null };
}

/** Whoever comes must be fit and free; the posts he leaves by the same change do not hold him. */
function badMoves(world: World, moves: readonly Move[], context: Context, own?: string): Refusal | null {
  for (const { shiftId, post, toId } of moves) {
    const shift = world.tables.shift.get(shiftId);
    if (!shift || toId === null) return refuse(substitutionRefusals, 'substitution.changed');
    const leaves = moves.filter(({ fromId }) => fromId === toId).map((move) => move.shiftId);
    const wrong = unfit(world, post, toId) ?? isFree(world, restOf(shift, context), toId, leaves);
    if (wrong) return wrong;
    if (hasOpen(world, shiftId, post, own)) return refuse(substitutionRefusals, 'substitution.open');
  }
  return null;
}

function hasOpen(world: World, shiftId: string, post: Post, own?: string): boolean {
  return [...world.tables.substitution.values()].some(
    ({ id, endedAt, moves }) =>
      id !== own && endedAt === null && moves.some((move) => move.shiftId === shiftId && move.post === post),
  );
}
