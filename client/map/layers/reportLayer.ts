import { say } from '../../ui/language.ts';
import type { ReportMark } from '../marks.ts';
import { kindWords, words } from '../words.ts';
import { reportDrawing } from './glyphs.ts';
import type { Sketch } from './markBody.ts';
import { joined } from './villageLayer.ts';

/** A report with a point: a small bubble, in ink and with its label while nobody has acknowledged it. */
export function reportSketch(row: ReportMark, selected: boolean): Sketch {
  return {
    drawing: reportDrawing(row, selected),
    className: 'is-report',
    name: joined([
      row.label,
      say(kindWords[row.kind]),
      say(row.waiting ? words.waiting : words.acknowledged),
    ]),
    label:
      row.waiting || selected
        ? {
            style: 'chip',
            beside: true,
            text: row.label,
            className: '',
            size: 12,
            rank: row.waiting ? 3 : 4,
            keep: row.waiting,
          }
        : null,
  };
}
