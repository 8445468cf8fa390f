import type { Context } from '../noun.ts';
import type { Post } from '../pattern/contract.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Principal } from '../roles.ts';
import { onDuty, postsAt } from '../shift/onDuty.ts';
import type { World } from '../world.ts';
import type { Called } from './apply.ts';
import type { RollCallAnswer } from './contract.ts';
import { rollCallRefusals } from './refusals.ts';

/** The posts that answer for the duty room, and for the leader. */
const POSTS_OF: Readonly<Record<string, readonly Post[]>> = {
  desk: ['primary', 'second'],
  leader: ['leader'],
};

/** Those whom a roll-call calls, each with who holds that post now. Ids are the roll-call's, numbered. */
export function called(world: World, { commandId, at, zone }: Context, targets: readonly string[]): Called[] {
  return targets.map((target, n) => ({
    answerId: `${commandId}-${n}`,
    target,
    villageId: isPost(target) ? null : target,
    personId: holders(world, target, at, zone)[0] ?? null,
  }));
}

/** Why these cannot be called: unknown, or one of them twice. */
export function badTargets(world: World, targets: readonly string[]): Refusal | null {
  if (new Set(targets).size < targets.length) return refuse(rollCallRefusals, 'rollCall.target-twice');
  const unknown = targets.find((target) => !isPost(target) && !world.tables.village.has(target));
  return unknown === undefined
    ? null
    : refuse(rollCallRefusals, 'rollCall.target-unknown', { target: unknown });
}

/** Whether exactly these are called already and the time to answer is not over: pressed twice, as a rule. */
export function isRunning(world: World, targets: readonly string[]): boolean {
  for (const { id, closedAt } of world.tables.rollCall.values()) {
    if (closedAt !== null) continue;
    const there = [...world.tables.rollCallAnswer.values()].filter(({ rollCallId }) => rollCallId === id);
    if (there.length === targets.length && there.every(({ target }) => targets.includes(target))) return true;
  }
  return false;
}

/**
 * Whether it is this person who is called: the village's own liaison; the accounts of those who hold the posts by the
 * roster; and where the roster knows of none, any officer or any leader.
 */
export function mayAnswer(
  world: World,
  { target, villageId, calledAt }: Pick<RollCallAnswer, 'target' | 'villageId' | 'calledAt'>,
  { id, role, villageId: ofLiaison }: Principal,
): boolean {
  if (role === 'villageLiaison') return villageId !== null && villageId === ofLiaison;
  if (villageId !== null) return false;
  const zone = world.tables.unit.get('unit')?.zone ?? 'Asia/Shanghai';
  const accounts = holders(world, target, calledAt, zone).flatMap(
    (personId) => world.tables.person.get(personId)?.accountId ?? [],
  );
  if (accounts.length > 0) return accounts.includes(id);
  return role === (target === 'leader' ? 'leader' : 'dutyOfficer');
}

function holders(world: World, target: string, at: string, zone: string): string[] {
  const shift = onDuty(world, at, zone);
  if (!shift) return [];
  const posts = postsAt(world, shift, at);
  return (isPost(target) ? (POSTS_OF[target] ?? []) : []).flatMap((post) => posts[post] ?? []);
}

/** By its own names alone: `constructor` is a word that somebody may send, and no target. */
function isPost(target: string): boolean {
  return Object.hasOwn(POSTS_OF, target);
}
