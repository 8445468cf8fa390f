import { say, type Sentence } from '../../../ui/language.ts';
import type { Step } from '../../../ui/StepRail.vue';
import { timeOrDay } from '../../../ui/when.ts';
import { stageWords } from '../words.ts';
import type { Sent, Stage } from './sent.ts';

/** The four steps of a report with their times, and which of them it has come to. */
export function stepsOf({ stage, at, row }: Sent, now: number): { steps: Step[]; at: number } {
  const step = (name: Sentence, when?: string | number | null): Step =>
    when ? { name: say(name), note: timeOrDay(when, now) } : { name: say(name) };
  const last = ENDS[stage] ?? 'incident';
  const steps = [
    step(row ? stageWords.waiting : stageWords[FIRST[stage] ?? 'waiting'], row ? null : at),
    step(stageWords.submitted, row?.recordedAt),
    step(stageWords.acknowledged, row?.acknowledgedAt),
    step(stageWords[last], ENDS[stage] ? row?.stateAt : null),
  ];
  return { steps, at: placeOf(stage) };
}

/** The ends a report can come to beside an incident. */
const ENDS: Partial<Record<Stage, Stage>> = {
  incident: 'incident',
  verified: 'verified',
  returned: 'returned',
  falseAlarm: 'falseAlarm',
  merged: 'merged',
};
const FIRST: Partial<Record<Stage, Stage>> = { waiting: 'waiting', sending: 'sending', refused: 'refused' };

function placeOf(stage: Stage): number {
  if (stage in FIRST) return 0;
  if (stage === 'submitted') return 1;
  return stage === 'acknowledged' ? 2 : 3;
}
