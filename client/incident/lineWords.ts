import {
  FIGURES,
  type FigureName,
  type Grade,
  type IncidentState,
  type Line,
} from '../../shared/incident/contract.ts';
import { incidentStates } from '../../shared/incident/refusals.ts';
import { say } from '../ui/language.ts';
import { gradeWords } from './gradeWords.ts';
import { fields, words } from './words.ts';

/** A line of the chronology in the language of the screen. `reportWords` finds what a joined report said. */
export function lineWords(line: Line, reportWords: (id: string) => string | null): string {
  switch (line.what) {
    case 'opened':
      return say(words.opened, { title: line.words });
    case 'state':
      return say(words.became, { state: say(incidentStates[line.words as IncidentState]) });
    case 'figure': {
      const figure = FIGURES[line.words as FigureName];
      return say(words.figureIs, {
        name: say(figure),
        value: line.value ?? 0,
        measure: say(figure.measure),
      }).trim();
    }
    case 'grade':
      return say(words.graded, { grade: say(gradeWords(line.value as Grade | null)) });
    case 'correction': {
      const names = line.words.split(' ').map((field) => say(fields[field as keyof typeof fields]));
      return say(words.corrected, { fields: names.join(say({ zh: '、', en: ', ' })) });
    }
    case 'report': {
      const said = reportWords(line.words);
      return said ? say(words.reportJoinedOf, { words: said }) : say(words.reportJoined);
    }
    case 'recalled':
      return say(words.recalled);
    default:
      return line.words;
  }
}

/** What stands under a line: the reason of a change, the source of a figure, the basis of a grade. */
export function lineMore(line: Line): string | null {
  return line.what === 'grade' ? line.words : line.reason;
}
