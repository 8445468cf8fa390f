import type { Entry, Event } from '../../../../shared/entry.ts';
import type { Report } from '../../../../shared/report/contract.ts';
import { say } from '../../../ui/language.ts';
import { courseWords } from '../words.ts';

/** One step in the course of a report. */
export interface Step {
  readonly at: string;
  readonly text: string;
  /** A step towards the end, not a remark beside it. */
  readonly major: boolean;
  /** What a correction changed: field, before, after, as codes and values. */
  readonly changed?: Readonly<Record<string, unknown>>;
}

/** What the row alone remembers: the first step, the signature, and the state it is in. */
export function courseOf(report: Report): Step[] {
  const { submittedBy, recordedAt, escalatedAt, acknowledgedAt, acknowledgedBy } = report;
  const first = report.channel === 'app' ? courseWords.submitted : courseWords.taken;
  const steps: Step[] = [{ at: recordedAt, text: say(first, { name: submittedBy.name }), major: true }];
  if (escalatedAt) steps.push({ at: escalatedAt, text: say(courseWords.escalated), major: false });
  if (acknowledgedAt && acknowledgedBy)
    steps.push({
      at: acknowledgedAt,
      text: say(courseWords.acknowledged, { name: acknowledgedBy.name }),
      major: true,
    });
  const last = lastStep(report);
  return last ? [...steps, last] : steps;
}

function lastStep({ state, stateAt: at, stateBy: { name }, reason }: Report): Step | null {
  const words = reason ?? '';
  const after = reason ? `${say({ zh: '：', en: ': ' })}${reason}` : '';
  const step = (text: string): Step => ({ at, text, major: true });
  if (state === 'verified') return step(say(courseWords.verified, { name, words: after }));
  if (state === 'returned') return step(say(courseWords.returned, { name, words }));
  if (state === 'falseAlarm') return step(say(courseWords.dismissed, { name, words }));
  if (state === 'merged') return step(say(courseWords.merged, { name, words: after }));
  return state === 'incident' ? step(say(courseWords.becameIncident, { name })) : null;
}

/** What the journal tells: every step there was, each correction with what it changed. */
export function courseIn(entries: readonly Entry[], reportId: string): Step[] {
  return entries.flatMap((entry) =>
    entry.events.flatMap((event, n) => {
      if (event === null) return entry.about[n] === `report/${reportId}` ? [erased(entry)] : [];
      return event.id === reportId && event.type.startsWith('report.') ? stepOf(event, entry) : [];
    }),
  );
}

function erased({ at }: Entry): Step {
  return { at, text: say(courseWords.erased), major: false };
}

type Told = Event & {
  channel?: string;
  words?: string | null;
  reason?: string | null;
  changed?: Record<string, unknown>;
};

function stepOf(event: Event, { at, by }: Entry): Step[] {
  const { words, reason, changed, channel } = event as Told;
  const name = event.type.slice('report.'.length) as keyof typeof courseWords;
  const key = name === 'submitted' && channel !== 'app' ? 'taken' : name;
  if (!(key in courseWords)) return [];
  const said = reason ?? words ?? '';
  const optional = key === 'verified' || key === 'merged';
  const text = say(courseWords[key], {
    name: by.name,
    words: optional && said !== '' ? `${say({ zh: '：', en: ': ' })}${said}` : said,
  });
  return [
    { at, text, major: key !== 'photoArrived' && key !== 'escalated', ...(changed ? { changed } : {}) },
  ];
}
