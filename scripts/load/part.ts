import { rowOf, type Figure, type Row } from '../bench/row.ts';

/** A figure that is measured; one of correctness counts in every run, a timing by the best of them. */
export interface Measure extends Figure {
  readonly name: string;
  readonly metric: string;
  /** Whether it must hold in every run: a lost row is lost, however busy the machine was. */
  readonly always?: boolean;
}

/** How long, how much, how fast; without a goal it is told and not judged. */
export function figure(name: string, metric: string, value: number, unit: string, atMost?: number): Measure {
  return { name, metric, value, unit, ...(atMost === undefined ? {} : { atMost }) };
}

/** What must not happen, not even once in one run of many. */
export function never(name: string, metric: string, value: number, unit = ''): Measure {
  return { name, metric, value, unit, atMost: 0, always: true };
}

/** One part of the load, measured once. */
export type Part = (scale: Scale) => Promise<readonly Measure[]>;

/** How long, and with how many screens; what the goals are said of when left out. */
export interface Scale {
  readonly seconds?: number | undefined;
  readonly clients?: number | undefined;
}

/** Measures a part, and once more while a timing fails, up to so many times. Says what each run gave. */
export async function measured(
  name: string,
  part: Part,
  scale: Scale,
  runs: number,
  tell: (run: number, rows: readonly Row[]) => void,
): Promise<Row[]> {
  let best: Row[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const measures = await part(scale);
    const rows = measures.map((measure) => rowOf(`${name}.${measure.name}`, measure.metric, known(measure)));
    tell(run, rows);
    const always = measures.map((measure) => measure.always === true);
    best = run === 1 ? rows : best.map((row, n) => chosen(row, rows[n] as Row, always[n] === true));
    const failing = best.filter(({ holds }) => holds === false);
    if (failing.length === 0 || best.some(({ holds }, n) => holds === false && always[n])) break;
  }
  return best;
}

/** Between processes a figure that is none travels as null, and null would be less than any goal. */
function known(measure: Measure): Figure {
  return { ...measure, value: (measure.value as number | null) ?? Number.NaN };
}

/** Of two runs: the worse where every run counts, the better where the machine's other work counts too. */
export function chosen(before: Row, after: Row, always: boolean): Row {
  const least = Number.isNaN(before.value) || after.value < before.value ? after : before;
  const most = least === before ? after : before;
  return always ? most : least;
}
