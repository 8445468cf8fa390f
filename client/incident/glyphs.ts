import { KINDS, type Glyph, type KindCode } from '../../shared/kind.ts';
import { alert, flame, medical, people, power, road, snow, water, wind, type Shape } from '../ui/icons.ts';

const shapes: Readonly<Record<Glyph, Shape>> = {
  ...{ fire: flame, water, wind, snow, road, people, power },
  ...{ health: medical, other: alert },
};

/** The mark of a kind, as in lists so on the map. */
export function glyphOf(kind: KindCode): Shape {
  return shapes[KINDS[kind].glyph];
}
