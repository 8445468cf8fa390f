import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { kindCode, urgency } from '../kind.ts';
import { casualties, instant, place, rowId, uuid, words } from '../primitives.ts';
import type { Sentence } from '../refusal.ts';
import { CHANNELS, incidentSubject, informant, type Channel, type Informant } from '../report/contract.ts';

/** How it was said: every channel but a liaison's own phone page. */
export const CALL_CHANNELS = CHANNELS.filter((name): name is CallChannel => name !== 'app');
export type CallChannel = Exclude<Channel, 'app'>;

export const DIRECTIONS = ['in', 'out'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const directionNames: Readonly<Record<Direction, Sentence>> = {
  in: { zh: '来电', en: 'Incoming' },
  out: { zh: '去电', en: 'Outgoing' },
};

/** What a call is about. docs/rules.md, "Calls". */
export const CATEGORIES = [
  'incident',
  'warning',
  'superior',
  'appeal',
  'hotline',
  'query',
  'rollCall',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const categoryNames: Readonly<Record<Category, Sentence>> = {
  incident: { zh: '突发事件', en: 'Emergency' },
  warning: { zh: '预警', en: 'Warning' },
  superior: { zh: '上级指令', en: 'From above' },
  appeal: { zh: '群众求助', en: 'Plea for help' },
  hotline: { zh: '12345 转办', en: '12345 hotline' },
  query: { zh: '咨询', en: 'Enquiry' },
  rollCall: { zh: '查岗', en: 'Roll-call' },
  other: { zh: '其他', en: 'Other' },
};

const callId = { callId: rowId };
const said = {
  direction: z.enum(DIRECTIONS),
  channel: z.enum(CALL_CHANNELS),
  /** Who called, or was called. */
  caller: informant,
  villageId: z.nullable(rowId),
  category: z.enum(CATEGORIES),
  /** Null only of a call that nobody took. */
  words: z.nullable(words(2000)),
  /** 报告者已报告/通知的领导和单位及时间. */
  alreadyReportedTo: z.nullable(words(300)),
};
const handled = {
  /** 领导批示, and whose it is by the duty list. */
  instruction: z.nullable(words(1000)),
  leaderId: z.nullable(rowId),
  handling: z.nullable(words(1000)),
  result: z.nullable(words(500)),
};
/** What the caller told of what happened: what a report says beside the words. */
const told = {
  urgency,
  place,
  casualties: z.nullable(casualties),
  happenedAt: z.nullable(instant),
  foundAt: z.nullable(instant),
  /** Photos and papers that go with it, uploaded after. */
  fileIds: z.array(uuid).check(z.maxLength(12)),
};

export const commands = {
  /**
   * Takes a call down. `callId` is the call's own id, made by the client; what it becomes has the id of the command:
   * a report that is signed for already, or a report and the incident it was made. `at` is when it rang, null: now.
   */
  'call.register': z.strictObject({
    callId: uuid,
    ...said,
    at: z.nullable(instant),
    ...handled,
    missed: z.boolean(),
    /** 当场办结: nothing is left to do. */
    closes: z.boolean(),
    becomes: z.nullable(
      z.union([
        z.strictObject({ report: z.strictObject({ kind: kindCode, ...told }) }),
        z.strictObject({ incident: z.strictObject({ ...incidentSubject, ...told }) }),
      ]),
    ),
  }),
  /** What was taken down wrong, and why; the register shows both. */
  'call.correct': z.strictObject({
    ...callId,
    reason: words(500),
    direction: z.optional(said.direction),
    channel: z.optional(said.channel),
    caller: z.optional(said.caller),
    villageId: z.optional(said.villageId),
    category: z.optional(said.category),
    words: z.optional(said.words),
    alreadyReportedTo: z.optional(said.alreadyReportedTo),
    at: z.optional(instant),
  }),
  /** What was done about it, what the leader said, what came of it: null leaves a field. Calls back a missed one. */
  'call.handle': z.strictObject({ ...callId, ...handled }),
  /** Nothing is left to do. */
  'call.close': z.strictObject({ ...callId, result: handled.result }),
  /** By the clock alone: closed long ago. */
  'call.archive': z.strictObject({ ...callId }),
} as const;

/** What was said in a call, as it may be corrected. */
export interface CallSaid {
  readonly direction: Direction;
  readonly channel: CallChannel;
  readonly at: string;
  /** Who called, or was called; the telephone number is contact data under `contactId`. */
  readonly caller: Informant;
  readonly villageId: string | null;
  readonly category: Category;
  readonly words: string | null;
  readonly alreadyReportedTo: string | null;
}

/** One line of the register of calls (电话记录簿): in or out, taken or missed. */
export interface Call extends CallSaid {
  readonly id: string;
  readonly instruction: string | null;
  readonly leaderId: string | null;
  readonly handling: string | null;
  readonly result: string | null;
  /** When something was done about it last; of a missed call: when it was called back. */
  readonly handledAt: string | null;
  readonly handledBy: By | null;
  readonly closedAt: string | null;
  readonly closedBy: By | null;
  readonly recordedBy: By;
  readonly recordedAt: string;
  /** The report and the incident that it became. */
  readonly reportId: string | null;
  readonly incidentId: string | null;
  readonly missed: boolean;
  /** What corrected fields said before, why it was corrected, and how often. */
  readonly was: Partial<CallSaid> | null;
  readonly reason: string | null;
  readonly corrections: number;
  readonly seq: number;
}
