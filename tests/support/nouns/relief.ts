import type { Due } from '../../../shared/noun.ts';
import { catalogue } from '../../../shared/catalogue.ts';
import { GROUND } from '../steps.ts';
import { people, roomAfter, type Room, type Step } from '../world.ts';
import { DUTY_LIST } from './duty.ts';
import { APRIL, DRAFT, OUT } from './handover.ts';

const { officer, leader } = people;

/** The handover of 6 April, from 乙, A and B to 丙, C and D: 乙 and C have accounts, the others' words are written down. */
export const about = { handoverId: OUT };
export const ground = [...GROUND, ...DUTY_LIST, ...APRIL];
export const phone = '电话里说：同意';

export const draft: Step = { type: 'handover.draft', body: { ...about, ...DRAFT }, by: leader };
const sign = (type: Step['type'], post: string, by: Step['by'], onBehalf: string | null = phone): Step => ({
  ...{ type, body: { ...about, post, onBehalf }, by },
});
export const hand = [
  sign('handover.hand', 'primary', leader),
  sign('handover.hand', 'second', leader),
] as const;
export const accept = [
  sign('handover.accept', 'primary', officer, null),
  sign('handover.accept', 'second', officer),
] as const;
export const confirm: Step = {
  ...{ type: 'handover.confirm', body: { ...about, side: 'out', onBehalf: null }, by: leader },
};

/** A room on the morning of 6 April at such a time, in which the shift of the 5th has written its draft. */
export function morning(time: string, ...steps: readonly Step[]): Room {
  const room = roomAfter([...ground, draft]);
  const now = Date.parse(room.world.at) + 60_000;
  room.wait((Date.parse(`2026-04-06T${time}:00+08:00`) - now) / 60_000);
  return roomAfter(steps, room);
}

export const row = ({ world }: Room) => world.tables.handover.get(OUT);
export const items = ({ world }: Room) => [...world.tables.handoverItem.values()];
export const dueOf = ({ world }: Room, type: string): Due[] =>
  [...catalogue.due(world)].filter((due) => due.type === type);
