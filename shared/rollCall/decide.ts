import { isAhead } from '../claims.ts';
import type { Event } from '../entry.ts';
import type { Context, Deciders, Decision } from '../noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { isoIn, msOf } from '../time.ts';
import type { World } from '../world.ts';
import { isMiss, type RollCallEvents } from './apply.ts';
import { badTargets, called, isRunning, mayAnswer } from './called.ts';
import type { commands, RollCall, RollCallAnswer } from './contract.ts';
import { KEEP_DAYS, PASSED_MINUTES } from './defaults.ts';
import { nextMoment } from './moments.ts';
import { rollCallRefusals } from './refusals.ts';

const MINUTE_MS = 60_000;
export const KEEP_MS = KEEP_DAYS * 24 * 60 * MINUTE_MS;

export const decide: Deciders<typeof commands> = {
  'rollCall.noteReceived'(world, { target, personId, ...said }, context) {
    const wrong =
      badTargets(world, [target]) ?? ahead('查岗时间', 'Time of the roll-call', said.calledAt, context);
    if (wrong) return wrong;
    const [one] = called(world, context, [target]);
    const about = one && { ...one, personId: personId ?? one.personId };
    return [
      happened('rollCall.received', context.commandId, { ...said, ...(about as NonNullable<typeof one>) }),
    ];
  },
  'rollCall.call'(world, { method, targets, answerMinutes, words }, context) {
    const wrong = badTargets(world, targets);
    if (wrong) return wrong;
    if (isRunning(world, targets)) return refuse(rollCallRefusals, 'rollCall.running');
    const closesAt = inMinutes(context, answerMinutes);
    const all = called(world, context, targets);
    return [
      happened('rollCall.called', context.commandId, { method, words, closesAt, called: all, dueAt: null }),
    ];
  },
  'rollCall.callByClock'(world, { dueAt }, context) {
    const plan = world.tables.rollCallPlan.get('plan');
    const due = plan?.on ? nextMoment(plan, plan.after, context.zone) : null;
    if (!plan || due === null || msOf(due) !== msOf(dueAt) || msOf(due) > msOf(context.at))
      return refuse(rollCallRefusals, 'rollCall.not-due');
    const free = plan.targets.filter((target) => !badTargets(world, [target]));
    const late = msOf(context.at) - msOf(due) > PASSED_MINUTES * MINUTE_MS;
    if (late || free.length === 0) return [happened('rollCall.passedOver', 'plan', { dueAt })];
    const closesAt = inMinutes(context, plan.answerMinutes);
    const call = { method: plan.method, words: null, closesAt, called: called(world, context, free), dueAt };
    return [happened('rollCall.called', context.commandId, call)];
  },
  'rollCall.setPlan'(world, body) {
    const wrong = badTargets(world, body.targets);
    if (wrong) return wrong;
    if (body.nightFrom === body.nightUntil) return refuse(rollCallRefusals, 'rollCall.night-empty');
    if (world.tables.rollCallPlan.get('plan')?.seed === body.seed)
      return refuse(rollCallRefusals, 'rollCall.nothing-changed');
    return [happened('rollCall.planned', 'plan', body)];
  },
  'rollCall.answer'(world, { answerId, location }, context) {
    const answer = world.tables.rollCallAnswer.get(answerId);
    if (!answer) return refuse(rollCallRefusals, 'rollCall.unknown');
    if (answer.source !== 'own' || !mayAnswer(world, answer, context.principal))
      return refuse(rollCallRefusals, 'rollCall.not-called');
    if (answer.answeredAt) return refuse(rollCallRefusals, 'rollCall.answered');
    const seconds = Math.max(0, Math.round((msOf(context.at) - msOf(answer.calledAt)) / 1000));
    const said = { answerId, result: resultAt(answer, context), seconds, location };
    const event = happened('rollCall.answered', answer.rollCallId, said);
    return [event, ...closing(world, answer)];
  },
  'rollCall.record'(world, body, context) {
    const answer = world.tables.rollCallAnswer.get(body.answerId);
    if (!answer) return refuse(rollCallRefusals, 'rollCall.unknown');
    const { channel, result, words, seconds } = body;
    const same = answer.result === result && answer.onBehalf === words && answer.channel === channel;
    if (same) return refuse(rollCallRefusals, 'rollCall.nothing-changed');
    const spoken = !isMiss(result) && answer.source === 'own' && answer.seconds === null;
    const counted = Math.round((msOf(context.at) - msOf(answer.calledAt)) / 1000);
    const known = seconds ?? (spoken ? counted : answer.seconds);
    const event = happened('rollCall.recorded', answer.rollCallId, { ...body, seconds: known });
    return [event, ...closing(world, answer)];
  },
  'rollCall.noteReturn'(world, { answerId, returnedAt, words }, context) {
    const answer = missed(world, answerId);
    if (isRefusal(answer)) return answer;
    if (answer.returnedAt) return refuse(rollCallRefusals, 'rollCall.returned');
    if (msOf(returnedAt) < msOf(answer.calledAt)) return refuse(rollCallRefusals, 'rollCall.return-early');
    const wrong = ahead('返岗时间', 'Time of return', returnedAt, context);
    if (wrong) return wrong;
    // What a person has decided stands; of silence it is known now that he was away and came back.
    const result = answer.result === 'noAnswer' ? 'away' : answer.result;
    const since = msOf(answer.missAt ?? answer.calledAt);
    const awayMinutes = Math.floor((msOf(returnedAt) - since) / MINUTE_MS);
    const said = { answerId, returnedAt, words, result, awayMinutes };
    return [happened('rollCall.returned', answer.rollCallId, said)];
  },
  'rollCall.setTask'(world, body) {
    const answer = missed(world, body.answerId);
    if (isRefusal(answer)) return answer;
    if (hasTask(answer)) return refuse(rollCallRefusals, 'rollCall.task-open');
    return [happened('rollCall.taskSet', answer.rollCallId, body)];
  },
  'rollCall.closeTask'(world, body) {
    const answer = world.tables.rollCallAnswer.get(body.answerId);
    if (!answer) return refuse(rollCallRefusals, 'rollCall.unknown');
    if (!hasTask(answer)) return refuse(rollCallRefusals, 'rollCall.no-task');
    return [happened('rollCall.taskClosed', answer.rollCallId, body)];
  },
  'rollCall.close'(world, { rollCallId }, { at }) {
    const call = world.tables.rollCall.get(rollCallId);
    if (!call) return refuse(rollCallRefusals, 'rollCall.unknown');
    if (call.closedAt !== null) return refuse(rollCallRefusals, 'rollCall.closed');
    if (msOf(call.closesAt ?? at) > msOf(at)) return refuse(rollCallRefusals, 'rollCall.not-due');
    return [happened('rollCall.closed', rollCallId, {})];
  },
  'rollCall.archive'(world, { rollCallId }, { at }) {
    const call = world.tables.rollCall.get(rollCallId);
    if (!call) return refuse(rollCallRefusals, 'rollCall.unknown');
    return archivable(world, call, at);
  },
};

/** Whether something of a miss is still to be done. */
export function hasTask({ taskWords, taskDone }: Pick<RollCallAnswer, 'taskWords' | 'taskDone'>): boolean {
  return taskWords !== null && taskDone === null;
}

/** Whether a roll-call has anything left to do: answers that are awaited, tasks that are open. */
export function isOpen(world: World, { id, closedAt }: Pick<RollCall, 'id' | 'closedAt'>): boolean {
  if (closedAt === null) return true;
  for (const answer of world.tables.rollCallAnswer.values())
    if (answer.rollCallId === id && hasTask(answer)) return true;
  return false;
}

function happened<T extends keyof RollCallEvents>(type: T, id: string, fields: RollCallEvents[T]): Event {
  return { type, id, ...fields };
}

function ahead(zh: string, en: string, instant: string, { at }: Context): Refusal | null {
  return isAhead(instant, at) ? refuse(rollCallRefusals, 'rollCall.future', { field: { zh, en } }) : null;
}

function inMinutes({ at, zone }: Context, minutes: number): string {
  return isoIn(msOf(at) + minutes * MINUTE_MS, zone);
}

/** In time or late by the server's clock; what a person has decided meanwhile stands. */
function resultAt({ result, closesAt }: RollCallAnswer, { at }: Context): RollCallAnswer['result'] {
  if (result !== 'waiting' && result !== 'noAnswer') return result;
  return closesAt !== null && msOf(at) <= msOf(closesAt) ? 'onPost' : 'late';
}

/** With the last answer the roll-call is over before its time. */
function closing(world: World, answer: RollCallAnswer): Event[] {
  const call = world.tables.rollCall.get(answer.rollCallId);
  if (!call || call.closedAt !== null || answer.result !== 'waiting') return [];
  return call.counts.waiting === 1 ? [happened('rollCall.closed', call.id, {})] : [];
}

function missed(world: World, answerId: string): RollCallAnswer | Refusal {
  const answer = world.tables.rollCallAnswer.get(answerId);
  if (!answer) return refuse(rollCallRefusals, 'rollCall.unknown');
  if (answer.result === 'waiting') return refuse(rollCallRefusals, 'rollCall.waiting');
  return isMiss(answer.result) ? answer : refuse(rollCallRefusals, 'rollCall.not-missed');
}

function archivable(world: World, call: RollCall, at: string): Decision {
  const old = call.closedAt !== null && msOf(at) - msOf(call.closedAt) >= KEEP_MS;
  if (!old || isOpen(world, call)) return refuse(rollCallRefusals, 'rollCall.not-due');
  return [happened('rollCall.archived', call.id, {})];
}
