import { openRoom, type Room } from '../../bench/room.ts';
import type { Crowd } from './child.ts';

/** The township at its screens, in a process of its own. */
export function openCrowd(): Room<Crowd> {
  return openRoom<Crowd>('./child', import.meta.url);
}
