import { isGraded } from '../../shared/kind.ts';
import type { Grade, Incident } from '../../shared/incident/contract.ts';
import type { Sentence } from '../../shared/refusal.ts';
import { words } from './words.ts';

const grades: Readonly<Record<Grade, Sentence>> = {
  1: words.grade1,
  2: words.grade2,
  3: words.grade3,
  4: words.grade4,
};

/** A grade in words: grades are never shown as a colour, which is the warnings' alone. */
export function gradeWords(grade: Grade | null): Sentence {
  return grade === null ? words.ungraded : grades[grade];
}

/** What is said where an incident's grade stands. */
export function gradeOf({ kind, grade }: Pick<Incident, 'kind' | 'grade'>): Sentence {
  return isGraded(kind) ? gradeWords(grade) : words.noGrade;
}
