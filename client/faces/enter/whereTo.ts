import type { Principal } from '../../../shared/roles.ts';

/** The pages somebody may be sent back to: our own; anything else in an address is not followed. */
const OURS = /^\/(m|wall)?(\?[\w=&-]*)?(#[\w=&-]*)?$/;

/**
 * The page that somebody who just came in belongs to: the liaison's phone, the wall, else the desk.
 *
 * @param wanted where he was sent here from (`?next=`), followed when it is a page of his
 */
export function whereTo({ role }: Pick<Principal, 'role'>, wanted: string | null = null): string {
  const home = role === 'villageLiaison' ? '/m' : role === 'wall' ? '/wall' : '/';
  if (wanted === null || !OURS.test(wanted)) return home;
  return wanted.split(/[?#]/)[0] === home ? wanted : home;
}
