import { say } from '../../ui/language.ts';
import type { VillageMark } from '../marks.ts';
import { words } from '../words.ts';
import { villageDrawing } from './glyphs.ts';
import type { Sketch } from './markBody.ts';

/** A village: its mark and its name; the seat is larger, a placeholder position dashed. */
export function villageSketch(row: VillageMark, selected: boolean): Sketch {
  const said = [row.name, row.seat ? say(words.seat) : '', row.surveyed ? '' : say(words.unsurveyed)];
  return {
    drawing: villageDrawing(row, selected),
    className: 'is-village',
    name: joined(said),
    label: {
      style: 'name',
      text: row.name,
      className: row.seat ? 'is-seat' : '',
      size: row.seat ? 14 : 12.5,
      rank: row.seat ? 2 : 4,
      keep: row.seat === true,
    },
  };
}

/** Parts of what a screen reader says, without the empty ones. */
export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(say({ zh: '，', en: ', ' }));
}
