import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { kindCode, urgency, type KindCode, type Urgency } from '../kind.ts';
import {
  casualties,
  instant,
  place,
  rowId,
  uuid,
  whole,
  words,
  type Casualties,
  type Place,
} from '../primitives.ts';

/** How a report came in. `app` is a liaison's phone; the rest was taken down at the desk. */
export const CHANNELS = [
  'app',
  'phone',
  'mobile',
  'radio',
  'wechat',
  'video',
  'visit',
  'fax',
  'superior',
] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * submitted → acknowledged → verified | returned (with a written reason) | falseAlarm | merged | incident.
 * A returned report that its sender answers is submitted again.
 */
export const REPORT_STATES = [
  'submitted',
  'acknowledged',
  'verified',
  'returned',
  'falseAlarm',
  'merged',
  'incident',
] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/**
 * To whom a report goes that nobody acknowledges, one after the other: the second officer, the leader, and then whoever
 * can be reached by the telephone list (docs/rules.md, "Deadlines": a proposal).
 */
export const ESCALATION = ['second', 'leader', 'list'] as const;
export type Escalation = (typeof ESCALATION)[number];

/** Who told it. A phone number is contact data: `contactId` names it, the journal never holds it. */
export const informant = z.strictObject({
  unit: z.nullable(words(60)),
  name: z.nullable(words(30)),
  post: z.nullable(words(40)),
  contactId: z.nullable(uuid),
});
export type Informant = z.infer<typeof informant>;

/** What a report says. The four times are kept apart: happened, found, received (接报), and `at`, recorded. */
export const content = {
  villageId: z.nullable(rowId),
  kind: kindCode,
  urgency,
  words: words(2000),
  place,
  casualties: z.nullable(casualties),
  happenedAt: z.nullable(instant),
  foundAt: z.nullable(instant),
};
const reportId = { reportId: rowId };
const reason = { reason: words(500) };
/** A photo or a document is named here, uploaded after, and noted as arrived by the server. */
const fileIds = z.array(uuid).check(z.maxLength(12));

/** What accepting a report as an incident, or opening one, must say. */
export const incidentSubject = {
  kind: z.string().check(
    z.regex(/^(N|A|H|SS)\d{2}$/),
    z.refine((code) => kindCode.safeParse(code).success),
  ),
  title: words(80),
};

export const commands = {
  /** A report comes in; its id is the command's. `receivedAt` is when the desk heard it, null for an app's report. */
  'report.submit': z.strictObject({
    ...content,
    channel: z.enum(CHANNELS),
    informant,
    receivedAt: z.nullable(instant),
    fileIds,
  }),
  'report.acknowledge': z.strictObject({ ...reportId }),
  'report.verify': z.strictObject({
    ...reportId,
    words: z.nullable(words(500)),
    observedAt: z.nullable(instant),
  }),
  'report.return': z.strictObject({ ...reportId, ...reason }),
  /** The sender's answer to a returned report: new words, nothing of the old is lost. */
  'report.answer': z.strictObject({ ...reportId, words: words(2000) }),
  'report.dismiss': z.strictObject({ ...reportId, ...reason }),
  'report.merge': z.strictObject({ ...reportId, intoId: rowId, reason: z.nullable(words(500)) }),
  /** 签收并转事件: acknowledges if need be and opens an incident of the same id as the command. */
  'report.acceptAsIncident': z.strictObject({ ...reportId, ...incidentSubject }),
  /** 并入: joins an incident that is already open. */
  'report.join': z.strictObject({ ...reportId, incidentId: rowId }),
  /** A correction: the fields that change and why. The journal keeps both. */
  'report.correct': z.strictObject({
    ...reportId,
    ...reason,
    kind: z.optional(kindCode),
    urgency: z.optional(urgency),
    words: z.optional(words(2000)),
    place: z.optional(place),
    villageId: z.optional(z.nullable(rowId)),
    casualties: z.optional(z.nullable(casualties)),
    happenedAt: z.optional(z.nullable(instant)),
    foundAt: z.optional(z.nullable(instant)),
  }),
  /** By the server alone: bytes of a named file are stored. */
  'report.photoArrived': z.strictObject({
    ...reportId,
    fileId: uuid,
    hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    media: z.string().check(z.regex(/^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,80}$/)),
    bytes: whole(1, 1_000_000_000),
    width: z.nullable(whole(1, 100_000)),
    height: z.nullable(whole(1, 100_000)),
    name: z.nullable(words(120)),
  }),
  /** By the clock alone: nobody acknowledged in time. Without a step it is the first, to the second officer. */
  'report.escalate': z.strictObject({ ...reportId, step: z.optional(whole(2, ESCALATION.length)) }),
  /** By the clock alone: settled without an incident, and long enough ago. */
  'report.archive': z.strictObject({ ...reportId }),
} as const;

/** A report as the World holds it. */
export interface Report {
  readonly id: string;
  readonly villageId: string | null;
  readonly kind: KindCode;
  readonly urgency: Urgency;
  readonly words: string;
  readonly place: Place;
  readonly casualties: Casualties | null;
  readonly channel: Channel;
  readonly informant: Informant;
  readonly happenedAt: string | null;
  readonly foundAt: string | null;
  /** 接报时间: when the desk received it. */
  readonly receivedAt: string;
  readonly recordedAt: string;
  readonly submittedBy: By;
  readonly fileIds: readonly string[];
  readonly state: ReportState;
  readonly stateAt: string;
  readonly stateBy: By;
  /** Why it was returned, dismissed or merged; what was found when verified. */
  readonly reason: string | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: By | null;
  /** Nobody acknowledged by then. */
  readonly escalatedAt: string | null;
  /** How far it has gone beyond the first step of ESCALATION; absent before the second. */
  readonly escalationStep?: number;
  readonly mergedInto: string | null;
  readonly incidentId: string | null;
  /** How often it was corrected. */
  readonly corrections: number;
  /** The entry that changed it last: what `ifSeq` is compared with. */
  readonly seq: number;
}

/** A photo or document of a report whose bytes have arrived. Its id is the file id that the report named. */
export interface Attachment {
  readonly id: string;
  readonly reportId: string;
  readonly villageId: string | null;
  readonly hash: string;
  readonly media: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly name: string | null;
  readonly arrivedAt: string;
  readonly seq: number;
}
