import { openRoom, type Room } from '../../bench/room.ts';
import type { Visitors } from './child.ts';

/** Whoever comes over HTTP, in a process of its own. */
export function openVisitors(): Room<Visitors> {
  return openRoom<Visitors>('./child', import.meta.url);
}
