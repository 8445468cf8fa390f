import { say } from '../../ui/language.ts';
import type { IncidentMark } from '../marks.ts';
import { gradeWords, kindWords, stateWords, words } from '../words.ts';
import { incidentDrawing } from './glyphs.ts';
import type { Sketch } from './markBody.ts';
import { joined } from './villageLayer.ts';

/** An incident: shape by kind, size by grade, fill by state, and a chip with its number and kind. */
export function incidentSketch(row: IncidentMark, selected: boolean): Sketch {
  const grade = row.grade && row.grade < 4 ? say(gradeWords[row.grade]) : '';
  const state = row.state === 'open' ? '' : say(stateWords[row.state]);
  const said = [
    row.number,
    row.title || say(kindWords[row.kind]),
    say(stateWords[row.state]),
    row.grade ? say(gradeWords[row.grade]) : '',
    row.approximate ? say(words.approximate) : '',
  ];
  const chosen = selected || row.selected === true;
  return {
    drawing: incidentDrawing({ ...row, selected: chosen }),
    className: `is-incident is-${row.state}`,
    name: joined(said),
    label: {
      style: 'chip',
      brief: row.number,
      text: `${row.number} ${say(kindWords[row.kind])}`,
      light: [row.note ?? grade, state].filter((part) => part !== '').join(' · '),
      className: `is-${row.state}`,
      size: 12.5,
      rank: chosen ? 0 : { open: 1, controlled: 5, closed: 7 }[row.state],
      keep: row.state !== 'closed' || chosen,
    },
  };
}
