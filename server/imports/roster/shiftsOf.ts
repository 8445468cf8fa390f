import type { Day } from '../../../shared/days.ts';
import type { Pattern } from '../../../shared/pattern/contract.ts';
import { patternsOf, patternsOn } from '../../../shared/pattern/onDay.ts';
import type { World } from '../../../shared/world.ts';
import type { Sentence } from '../../../shared/refusal.ts';
import type { ImportProblem } from '../../../shared/roster/imported.ts';
import { partIn, type Part } from './plain.ts';
import { problem } from './problems.ts';

/** Which shifts of a day a row, or a column of it, is about. */
export interface Meant {
  readonly patterns: readonly Pattern[];
  readonly problems: readonly ImportProblem[];
}

/**
 * The shifts that are meant by a label (白班, or the name of an extra desk), by a part of the day, or by neither: then all
 * the duty room's of that day, or, when several rows are of one day, the one of the same place among them.
 */
export function shiftsOf(
  world: World,
  day: Day,
  label: string,
  place: { readonly nth: number; readonly of: number },
): Meant {
  const main = patternsOn(world, day).filter(({ line }) => line === 'main');
  const names = namesOf(main);
  if (label !== '') return labelled(world, main, day, label, names);
  if (place.of > 1) {
    const one = main.length === place.of ? main[place.nth] : undefined;
    return one
      ? fine(one)
      : {
          patterns: [],
          problems: [problem('stop', 'import.which-shift', { day, names })],
        };
  }
  return main.length > 1
    ? {
        patterns: main,
        problems: [problem('note', 'import.covers', { names })],
      }
    : fine(...main);
}

function labelled(world: World, main: readonly Pattern[], day: Day, label: string, names: Sentence): Meant {
  const all = [...main, ...patternsOf(world).filter(({ line }) => line === 'extra')];
  const named = all.find(({ name }) => name.zh === label);
  const part = partIn(label);
  const one = named ?? (part && ofPart(main, part)) ?? all.find(({ name }) => alike(name.zh, label));
  if (one) return fine(one);
  if (part === 'd24' && main.length > 1)
    return {
      patterns: main,
      problems: [problem('note', 'import.covers', { names })],
    };
  return {
    patterns: [],
    problems: [problem('stop', 'import.no-shift', { day, label, names })],
  };
}

/** The shift of a part of the day among those of the duty room. */
export function ofPart(patterns: readonly Pattern[], part: Part): Pattern | undefined {
  return patterns.find(({ kind }) => kind === part) ?? patterns.find(({ name }) => partIn(name.zh) === part);
}

/** The names of shifts in a sentence. */
export function namesOf(patterns: readonly Pattern[]): Sentence {
  const zh = patterns.map(({ name }) => `“${name.zh}”`).join('、');
  return { zh, en: patterns.map(({ name }) => `“${name.en}”`).join(', ') };
}

function alike(name: string, label: string): boolean {
  return name.includes(label) || label.includes(name);
}

function fine(...patterns: Pattern[]): Meant {
  return { patterns, problems: [] };
}
