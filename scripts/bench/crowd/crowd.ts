import { openRoom, type Room } from '../room.ts';
import type { Crowd } from './child.ts';

/** A load generator in a process of its own. */
export function openCrowd(): Room<Crowd> {
  return openRoom<Crowd>('./child', import.meta.url);
}
