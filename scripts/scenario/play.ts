import { msOf } from '../../shared/time.ts';
import { happening } from './springFire.ts';
import { Stage } from './stage.ts';
import type { Step } from './steps.ts';

/** The book's own time at its first entry: a minute before the smoke is seen. */
export const STARTS_AT = '2026-04-05T13:25:00+08:00';

export interface Playing {
  readonly origin: string;
  readonly password: string;
  readonly steps: readonly Step[];
  /** Seconds of the book in a real one, up to 600. */
  readonly speed: number;
  /** Is told each happening as its turn comes. */
  readonly tell: (line: string) => void;
  /** Is told as soon as there is a book to look at. */
  readonly opened?: (stage: Stage) => void;
  readonly signal?: AbortSignal;
}

/**
 * Plays steps into a new exercise book through the API, each by the right person at its time by the book's clock.
 *
 * @throws Refused when the product refuses a step: the story then ends there
 */
export async function play({ signal, ...playing }: Playing): Promise<Stage> {
  const { origin, password, speed, tell } = playing;
  const steps = [...playing.steps].sort((a, b) => msOf(a.at) - msOf(b.at));
  const people = steps.map((step) => step.by);
  const opening = { title: '清明林草火情 · 演示', startsAt: STARTS_AT, speed };
  const stage = await Stage.open(origin, password, people, opening);
  playing.opened?.(stage);
  let told: string | null = null;
  for (const step of steps) {
    await stage.until(step.at, signal);
    await step.run(stage);
    if (step.no && step.no !== told) tell(lineFor(step.no));
    told = step.no;
  }
  return stage;
}

function lineFor(no: string): string {
  const { at, zh } = happening(no);
  return `${at.slice(5, 10)} ${at.slice(11, 16)}  ${no}  ${zh}`;
}
