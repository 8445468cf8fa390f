import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { instant, point, rowId, uuid, whole, words } from '../primitives.ts';

/** Who calls the roll: this township, or somebody above it. */
export const SOURCES = ['own', 'bannerDuty', 'bannerEmergency', 'cityDuty', 'discipline', 'other'] as const;
export type Source = (typeof SOURCES)[number];

/** 电话抽查, 视频点名, 实地检查, 定位签到. */
export const METHODS = ['phone', 'video', 'visit', 'checkIn'] as const;
export type Method = (typeof METHODS)[number];

/** How an answer came: by the page of whoever was called (`app`), or written down by somebody else. */
export const ANSWER_CHANNELS = ['app', 'phone', 'mobile', 'radio', 'wechat', 'video', 'visit'] as const;
export type AnswerChannel = (typeof ANSWER_CHANNELS)[number];

/**
 * waiting → onPost 在岗 | late 应答超时 | noAnswer 未应答, all of which the server decides by its own time. away 离岗,
 * absent 脱岗, vacant 空岗 and diverted 呼叫转移 are decided by a person alone.
 */
export const RESULTS = [
  ...(['waiting', 'onPost', 'late', 'away', 'absent', 'vacant', 'noAnswer', 'diverted'] as const),
] as const;
export type Result = (typeof RESULTS)[number];

const verdict = z.enum(RESULTS.filter((one) => one !== 'waiting'));
/** `desk` is the duty room, `leader` whoever leads the shift; anything else is a village. */
const target = rowId;
const targets = z.array(target).check(z.minLength(1), z.maxLength(62));
const answerMinutes = whole(1, 120);
const method = z.enum(METHODS);
const answerId = { answerId: rowId };
const rollCallId = { rollCallId: rowId };
const seconds = z.nullable(whole(0, 86_400));
/** An hour of the day in the unit's zone: `22:00`. */
const hour = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

export const commands = {
  /** Somebody above called us: who, whom, and what he found. The command's id is the roll-call's. */
  'rollCall.noteReceived': z.strictObject({
    source: z.enum(SOURCES.filter((one) => one !== 'own')),
    method,
    calledAt: instant,
    target,
    personId: z.nullable(rowId),
    result: verdict,
    answerSeconds: seconds,
    rings: z.nullable(whole(0, 100)),
    /** Where the leader was, and after how many seconds he could be spoken to, when it was asked. */
    leaderLocation: z.nullable(words(60)),
    leaderSeconds: seconds,
    words: z.nullable(words(500)),
  }),
  /** The township calls the roll itself. The command's id is the roll-call's. */
  'rollCall.call': z.strictObject({ method, targets, answerMinutes, words: z.nullable(words(200)) }),
  /** By the clock alone: one of the random moments of the plan has come. */
  'rollCall.callByClock': z.strictObject({ dueAt: instant }),
  /** How the clock calls the roll by itself. `seed` is made anew by whoever sets it; the moments come of it. */
  'rollCall.setPlan': z.strictObject({
    on: z.boolean(),
    seed: uuid,
    perDay: whole(1, 6),
    nightFrom: hour,
    nightUntil: hour,
    atLeastOneAtNight: z.boolean(),
    method,
    targets,
    answerMinutes,
    noticeFrom: whole(1, 10),
  }),
  /** Whoever was called is there. Where he is goes along only if he sends it, for a check-in by position. */
  'rollCall.answer': z.strictObject({ ...answerId, location: z.nullable(point) }),
  /** The desk writes down what it heard or saw, in the words that were said; also what was found to be otherwise. */
  'rollCall.record': z.strictObject({
    ...answerId,
    channel: z.enum(ANSWER_CHANNELS.filter((one) => one !== 'app')),
    result: verdict,
    words: words(300),
    seconds,
  }),
  /** Somebody who was missed is back. */
  'rollCall.noteReturn': z.strictObject({ ...answerId, returnedAt: instant, words: words(300) }),
  /** What is to follow of a miss: who speaks with whom, until when. */
  'rollCall.setTask': z.strictObject({ ...answerId, words: words(300) }),
  'rollCall.closeTask': z.strictObject({ ...answerId, words: words(300) }),
  /** By the clock alone: the time for answers is over, or all that was to follow is done and it is old. */
  'rollCall.close': z.strictObject({ ...rollCallId }),
  'rollCall.archive': z.strictObject({ ...rollCallId }),
} as const;

/** How many answers of a roll-call stand at each result. */
export type Counts = { readonly [R in Result]?: number };

/** One roll-call: the township's own, or one that came from above. */
export interface RollCall {
  readonly id: string;
  readonly source: Source;
  readonly method: Method;
  readonly calledAt: string;
  readonly by: By;
  readonly words: string | null;
  /** Until when an answer is in time; null for a received one, which is over when it is noted. */
  readonly closesAt: string | null;
  readonly closedAt: string | null;
  readonly counts: Counts;
  readonly rings: number | null;
  readonly leaderLocation: string | null;
  readonly leaderSeconds: number | null;
  readonly seq: number;
}

/** What one of those called answered. Times of an own roll-call are the server's, never a phone's. */
export interface RollCallAnswer {
  readonly id: string;
  readonly rollCallId: string;
  /** `desk`, `leader` or a village's id. */
  readonly target: string;
  readonly villageId: string | null;
  /** Who held that post when the roll was called, if the roster knows. */
  readonly personId: string | null;
  readonly source: Source;
  readonly method: Method;
  readonly calledAt: string;
  readonly closesAt: string | null;
  /** What was said with the call. */
  readonly callWords: string | null;
  readonly answeredAt: string | null;
  readonly seconds: number | null;
  readonly channel: AnswerChannel | null;
  /** The words that were said, when somebody else wrote them down. */
  readonly onBehalf: string | null;
  readonly by: By | null;
  readonly result: Result;
  readonly location: { readonly lat: number; readonly lng: number } | null;
  readonly note: string | null;
  /** From when on he was missed, when he was back, and the whole minutes between. */
  readonly missAt: string | null;
  readonly returnedAt: string | null;
  readonly awayMinutes: number | null;
  readonly taskWords: string | null;
  readonly taskAt: string | null;
  readonly taskBy: By | null;
  readonly taskDone: { readonly at: string; readonly by: By; readonly words: string } | null;
  readonly seq: number;
}

/** When the clock calls the roll by itself. One row, id `plan`. */
export interface RollCallPlan {
  readonly id: string;
  readonly on: boolean;
  /** What the moments come of; it is sent to no screen. */
  readonly seed: string;
  readonly perDay: number;
  readonly nightFrom: string;
  readonly nightUntil: string;
  readonly atLeastOneAtNight: boolean;
  readonly method: Method;
  readonly targets: readonly string[];
  readonly answerMinutes: number;
  /** From the how-manieth failure of a month on somebody is named in the summary. */
  readonly noticeFrom: number;
  /** Moments up to here have been dealt with. */
  readonly after: string;
  readonly setAt: string;
  readonly setBy: By;
  readonly seq: number;
}
