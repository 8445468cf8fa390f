import { msOf } from '../../shared/time.ts';
import { rosterSteps } from './dutyRoster.ts';
import { happening } from './springFire.ts';
import { Stage } from './stage.ts';
import type { Step } from './steps.ts';

/** The book's own time at its first entry: before the first shift of the holiday, or a minute before the smoke is seen. */
export const FROM_THE_START = '2026-04-04T08:10:00+08:00';
export const FROM_THE_SMOKE = '2026-04-05T13:25:00+08:00';

export interface Playing {
  readonly origin: string;
  readonly password: string;
  readonly steps: readonly Step[];
  /** When the book's clock begins; what the office has done by then is done at once. The smoke when left out. */
  readonly startsAt?: string;
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
  const { origin, password, speed, tell, startsAt = FROM_THE_SMOKE } = playing;
  const all = [...rosterSteps(startsAt), ...playing.steps];
  const steps = all.sort((a, b) => msOf(a.at) - msOf(b.at));
  const people = steps.map((step) => step.by);
  const opening = { title: '清明林草火情 · 演示', startsAt, speed };
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
