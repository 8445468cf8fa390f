import { say } from '../../ui/language.ts';
import type { PlaceMark } from '../marks.ts';
import { legendWords, words } from '../words.ts';
import { placeDrawing } from './glyphs.ts';
import type { Sketch } from './markBody.ts';
import { joined } from './villageLayer.ts';

/** A team, a store, a closure or a post, by its shape; those under way carry a chip. */
export function placeSketch(row: PlaceMark): Sketch {
  const shape = row.shape === 'closure' && row.planned ? 'plannedClosure' : row.shape;
  const chip = row.shape === 'moving' || row.note !== undefined;
  return {
    drawing: placeDrawing(row),
    className: `is-place is-${row.shape}`,
    name: joined([say(legendWords[shape]), row.label, row.note ?? '', row.planned ? say(words.planned) : '']),
    label:
      chip && row.label !== ''
        ? {
            style: 'chip',
            beside: true,
            text: row.label,
            brief: row.label,
            light: row.note,
            className: '',
            size: 12.5,
            rank: 6,
            keep: false,
          }
        : null,
  };
}
