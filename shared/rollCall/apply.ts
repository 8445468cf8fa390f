import type { Appliers, Body } from '../noun.ts';
import type { Rows } from '../world.ts';
import type { commands, Counts, Result, RollCall, RollCallAnswer } from './contract.ts';

/** One of those who are called, as the event that calls them names it. */
export interface Called {
  readonly answerId: string;
  readonly target: string;
  readonly villageId: string | null;
  readonly personId: string | null;
}
type Of<T extends keyof typeof commands> = Body<(typeof commands)[T]>;

/** What can happen to a roll-call. The id of each event is the roll-call's, of a plan's events `plan`. */
export interface RollCallEvents {
  'rollCall.received': Omit<Of<'rollCall.noteReceived'>, 'target' | 'personId'> & Called;
  'rollCall.called': Pick<RollCall, 'method' | 'words'> & {
    closesAt: string;
    called: readonly Called[];
    /** Which moment of the plan it was, when the clock called. */
    dueAt: string | null;
  };
  /** A moment that came while no server ran. */
  'rollCall.passedOver': { dueAt: string };
  'rollCall.planned': Of<'rollCall.setPlan'>;
  'rollCall.answered': {
    answerId: string;
    result: Result;
    seconds: number;
    location: RollCallAnswer['location'];
  };
  'rollCall.recorded': Of<'rollCall.record'>;
  'rollCall.returned': Of<'rollCall.noteReturn'> & { result: Result; awayMinutes: number };
  'rollCall.taskSet': Of<'rollCall.setTask'>;
  'rollCall.taskClosed': Of<'rollCall.closeTask'>;
  'rollCall.closed': object;
  'rollCall.archived': object;
}

export const apply: Appliers<RollCallEvents> = {
  'rollCall.received'(rows, event, { at, by, seq }) {
    const { id, method, calledAt, words, rings, leaderLocation, leaderSeconds } = event;
    const source = event.source as RollCall['source'];
    const result = event.result as Result;
    const call = { id, source, method, calledAt, by, words, closesAt: null, closedAt: at };
    rows.put('rollCall', { ...call, counts: { [result]: 1 }, rings, leaderLocation, leaderSeconds, seq });
    const missAt = isMiss(result) ? calledAt : null;
    const found = { result, by, note: words, seconds: event.answerSeconds, missAt };
    rows.put('rollCallAnswer', { ...asked(event, call), ...found, callWords: null, seq });
  },
  'rollCall.called'(rows, { id, method, words, closesAt, called, dueAt }, { at, by, seq }) {
    const call = { id, source: 'own', method, calledAt: at, by, words, closesAt, closedAt: null } as const;
    const none = { rings: null, leaderLocation: null, leaderSeconds: null };
    rows.put('rollCall', { ...call, ...none, counts: { waiting: called.length }, seq });
    for (const one of called) rows.put('rollCallAnswer', { ...asked(one, call), seq });
    if (dueAt !== null) rows.set('rollCallPlan', 'plan', { after: dueAt, seq });
  },
  'rollCall.passedOver'(rows, { id }, { at, seq }) {
    rows.set('rollCallPlan', id, { after: at, seq });
  },
  'rollCall.planned'(rows, { id, type: _type, ...plan }, { at, by, seq }) {
    rows.put('rollCallPlan', { id, ...plan, after: at, setAt: at, setBy: by, seq });
  },
  'rollCall.answered'(rows, { answerId, result, seconds, location }, { at, by, seq }) {
    const fields = { answeredAt: at, seconds, channel: 'app', by, location } as const;
    found(rows, answerId, result, fields, seq);
  },
  'rollCall.recorded'(rows, { answerId, channel, result, words, seconds }, { at, by, seq }) {
    const answer = rows.get('rollCallAnswer', answerId);
    if (!answer) return;
    const how = { channel: channel as RollCallAnswer['channel'], onBehalf: words, by, seconds };
    const missAt = isMiss(result) ? (answer.missAt ?? answer.calledAt) : null;
    const answeredAt = isSpoken(result) ? (answer.answeredAt ?? at) : answer.answeredAt;
    found(rows, answerId, result as Result, { ...how, missAt, answeredAt }, seq);
  },
  'rollCall.returned'(rows, { answerId, result, returnedAt, words, awayMinutes }, { seq }) {
    found(rows, answerId, result, { returnedAt, note: words, awayMinutes }, seq);
  },
  'rollCall.taskSet'(rows, { answerId, words }, { at, by, seq }) {
    const task = { taskWords: words, taskAt: at, taskBy: by, taskDone: null };
    rows.set('rollCallAnswer', answerId, { ...task, seq });
  },
  'rollCall.taskClosed'(rows, { answerId, words }, { at, by, seq }) {
    rows.set('rollCallAnswer', answerId, { taskDone: { at, by, words }, seq });
  },
  'rollCall.closed'(rows, { id }, { at, seq }) {
    for (const answer of answersOf(rows, id)) {
      if (answer.result !== 'waiting') continue;
      found(rows, answer.id, 'noAnswer', { missAt: answer.calledAt }, seq);
    }
    rows.set('rollCall', id, { closedAt: at, seq });
  },
  'rollCall.archived'(rows, { id }) {
    for (const answer of answersOf(rows, id)) rows.drop('rollCallAnswer', answer.id);
    rows.drop('rollCall', id);
  },
};

/** Whether somebody who had to be there was not found. */
export function isMiss(result: string): boolean {
  return result !== 'waiting' && result !== 'onPost' && result !== 'late';
}

function isSpoken(result: string): boolean {
  return result === 'onPost' || result === 'late';
}

function asked(
  { answerId, target, villageId, personId }: Called,
  {
    id,
    source,
    method,
    calledAt,
    closesAt,
    words,
  }: Omit<RollCall, 'counts' | 'rings' | 'leaderLocation' | 'leaderSeconds' | 'seq'>,
): Omit<RollCallAnswer, 'seq'> {
  return {
    ...{ id: answerId, rollCallId: id, target, villageId, personId, source, method, calledAt, closesAt },
    ...{ callWords: words, answeredAt: null, seconds: null, channel: null, onBehalf: null, by: null },
    ...{ result: 'waiting', location: null, note: null, missAt: null, returnedAt: null, awayMinutes: null },
    ...{ taskWords: null, taskAt: null, taskBy: null, taskDone: null },
  };
}

function answersOf(rows: Rows, id: string): RollCallAnswer[] {
  return [...rows.all('rollCallAnswer')].filter(({ rollCallId }) => rollCallId === id);
}

/** An answer comes to another result: the counts of its roll-call go with it. */
function found(
  rows: Rows,
  answerId: string,
  result: Result,
  fields: Partial<RollCallAnswer>,
  seq: number,
): void {
  const answer = rows.get('rollCallAnswer', answerId);
  const call = answer && rows.get('rollCall', answer.rollCallId);
  if (!answer || !call) return;
  rows.put('rollCallAnswer', { ...answer, ...fields, result, seq });
  if (result !== answer.result)
    rows.set('rollCall', call.id, { counts: moved(call.counts, answer.result, result), seq });
}

function moved(counts: Counts, from: Result, to: Result): Counts {
  const { [from]: left = 1, ...others } = counts;
  const rest: Counts = left > 1 ? { ...others, [from]: left - 1 } : others;
  return { ...rest, [to]: (rest[to] ?? 0) + 1 };
}
