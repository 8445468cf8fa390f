import type { Context } from '../noun.ts';
import type { Post } from '../pattern/contract.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Principal } from '../roles.ts';
import type { Posts, Shift } from '../shift/contract.ts';
import { postsAt } from '../shift/onDuty.ts';
import { later } from '../time.ts';
import type { World } from '../world.ts';
import type { Signature } from './contract.ts';
import { handoverRefusals } from './refusals.ts';

/** The posts that sign for a shift beside its leader. */
export type Signer = 'primary' | 'second';
/** A signature without when and by which account: the entry says those. */
export type Signed = Omit<Signature, 'by' | 'at'>;

/** Who holds the posts of a shift now; before it begins, who will when it does. */
export function holdersOf(world: World, shift: Shift, at: string): Posts {
  return postsAt(world, shift, later(at, shift.startsAt));
}

/** Who signs for a shift: its officers; a post that is empty needs no signature. */
export function signersOf(world: World, shift: Shift, at: string): { readonly [S in Signer]?: string } {
  const { primary, second } = holdersOf(world, shift, at);
  return { ...(primary ? { primary } : {}), ...(second ? { second } : {}) };
}

/**
 * The signature that a principal gives for somebody: his own, by the account that the duty list names, or on behalf
 * with the words said, which only one of the same side may write down.
 */
export function signatureFor(
  world: World,
  shift: Shift,
  personId: string,
  onBehalf: string | null,
  { principal, at }: Context,
): Signed | Refusal {
  const person = world.tables.person.get(personId);
  const { name, post } = person ?? { name: personId, post: '' };
  if (person?.accountId === principal.id) return { personId, name, post, onBehalf: null };
  if (!speaksFor(world, shift, principal, at)) return refuse(handoverRefusals, 'handover.not-your-side');
  if (onBehalf === null) return refuse(handoverRefusals, 'handover.not-yours', { name });
  return { personId, name, post, onBehalf };
}

/**
 * Whether somebody acts for a shift: as one of its officers or its leader. A duty room whose people have no accounts
 * of their own works by the desk's: then whoever sits there does.
 */
export function speaksFor(world: World, shift: Shift, { id }: Pick<Principal, 'id'>, at: string): boolean {
  const posts = holdersOf(world, shift, at);
  const ids = (['leader', 'primary', 'second'] satisfies Post[]).map((post) => posts[post]);
  const accounts = ids.flatMap((one) => world.tables.person.get(one ?? '')?.accountId ?? []);
  return accounts.length === 0 || accounts.includes(id);
}
