import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { incidentKind, type KindCode } from '../kind.ts';
import { instant, place, rowId, words, type Place } from '../primitives.ts';
import { incidentSubject } from '../report/contract.ts';

/** From registration (接报登记) to the archive, docs/rules.md "Incident lifecycle". */
export const INCIDENT_STATES = [
  'registered',
  'verifying',
  'verified',
  'falseAlarm',
  'responding',
  'controlled',
  'closed',
] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** Where an incident may go from where it is. Back means: it flared up again, or the alarm was real after all. */
export const NEXT: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  registered: ['verifying', 'verified', 'falseAlarm', 'responding'],
  verifying: ['verified', 'falseAlarm', 'responding'],
  verified: ['responding', 'controlled', 'falseAlarm'],
  falseAlarm: ['verifying', 'closed'],
  responding: ['controlled', 'falseAlarm'],
  controlled: ['responding', 'closed'],
  closed: ['responding'],
};

/** What can be counted or measured about an incident, with its measure word; a count needs none in English. */
export const FIGURES = {
  dead: { zh: '死亡', en: 'Dead', measure: { zh: '人', en: '' } },
  missing: { zh: '失踪', en: 'Missing', measure: { zh: '人', en: '' } },
  severe: { zh: '重伤', en: 'Severely injured', measure: { zh: '人', en: '' } },
  minor: { zh: '轻伤', en: 'Slightly injured', measure: { zh: '人', en: '' } },
  trapped: { zh: '被困', en: 'Trapped', measure: { zh: '人', en: '' } },
  evacuated: { zh: '转移', en: 'Evacuated', measure: { zh: '人', en: '' } },
  affected: { zh: '受灾', en: 'Affected', measure: { zh: '人', en: '' } },
  onScene: { zh: '现场力量', en: 'Forces on scene', measure: { zh: '人', en: '' } },
  burnedArea: { zh: '过火面积', en: 'Burned area', measure: { zh: '公顷', en: 'ha' } },
  houses: { zh: '倒损房屋', en: 'Houses damaged', measure: { zh: '间', en: '' } },
  livestock: { zh: '死亡牲畜', en: 'Livestock lost', measure: { zh: '头只', en: '' } },
  loss: { zh: '直接经济损失', en: 'Direct loss', measure: { zh: '万元', en: '10k ¥' } },
  windForce: { zh: '风力', en: 'Wind force', measure: { zh: '级', en: '' } },
  distance: { zh: '距居民点', en: 'To nearest homes', measure: { zh: '千米', en: 'km' } },
} as const;
export type FigureName = keyof typeof FIGURES;
const figureName = z.enum(Object.keys(FIGURES) as FigureName[]);

/** 1 特别重大, 2 重大, 3 较大, 4 一般; the lowest is 4 (Emergency Response Law, art. 3). */
export const GRADES = [1, 2, 3, 4] as const;
export type Grade = (typeof GRADES)[number];

const incidentId = { incidentId: rowId };
const reason = { reason: words(500) };

export const commands = {
  /** Opened directly, without a report; its id is the command's. */
  'incident.open': z.strictObject({
    ...incidentSubject,
    villageId: z.nullable(rowId),
    place,
    happenedAt: z.nullable(instant),
    foundAt: z.nullable(instant),
    receivedAt: instant,
    source: words(200),
  }),
  /** To another state; false alarm and going back need a reason. */
  'incident.advance': z.strictObject({
    ...incidentId,
    to: z.enum(INCIDENT_STATES),
    observedAt: z.nullable(instant),
    reason: z.nullable(words(500)),
  }),
  'incident.addLine': z.strictObject({ ...incidentId, words: words(1000), observedAt: z.nullable(instant) }),
  'incident.correctLine': z.strictObject({ ...incidentId, lineId: rowId, words: words(1000), ...reason }),
  'incident.correct': z.strictObject({
    ...incidentId,
    ...reason,
    kind: z.optional(incidentKind),
    title: z.optional(words(80)),
    villageId: z.optional(z.nullable(rowId)),
    place: z.optional(place),
    happenedAt: z.optional(z.nullable(instant)),
    foundAt: z.optional(z.nullable(instant)),
  }),
  'incident.recordFigure': z.strictObject({
    ...incidentId,
    figure: figureName,
    value: z.number().check(z.gte(0), z.lte(1e9)),
    source: words(200),
    observedAt: z.nullable(instant),
  }),
  /** 初判: a grade with its basis; null takes a grade back. */
  'incident.grade': z.strictObject({
    ...incidentId,
    grade: z.nullable(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])),
    basis: words(300),
  }),
  'incident.archive': z.strictObject({ ...incidentId }),
  /** Brings an archived incident back into the World. */
  'incident.recall': z.strictObject({ ...incidentId, ...reason }),
  /** The recorded decision to erase an archived incident's events; digest and chain remain. */
  'incident.erase': z.strictObject({ ...incidentId, ...reason }),
} as const;

/** A figure, always with its source and when it was seen. */
export interface Figure {
  readonly value: number;
  readonly source: string;
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly by: By;
}

/** An incident as the World holds it. `number` starts anew each year: INC-01. */
export interface Incident {
  readonly id: string;
  readonly year: number;
  readonly number: number;
  readonly kind: KindCode;
  readonly title: string;
  readonly villageId: string | null;
  readonly place: Place;
  readonly happenedAt: string | null;
  readonly foundAt: string | null;
  readonly receivedAt: string;
  /** The report it was opened from, or who told it when there was none. */
  readonly source: string;
  readonly figures: { readonly [F in FigureName]?: Figure };
  /** Null for social-security incidents, and until someone judges. */
  readonly grade: Grade | null;
  readonly gradeBasis: string | null;
  readonly state: IncidentState;
  /** When each state was reached, the last time. */
  readonly reached: { readonly [S in IncidentState]?: string };
  readonly reason: string | null;
  readonly openedAt: string;
  readonly openedBy: By;
  readonly corrections: number;
  readonly seq: number;
}

/** One line of an incident's chronology (大事记). What only the screens must say in words is kept as codes. */
export interface Line {
  readonly id: string;
  readonly incidentId: string;
  /** When it happened, as far as known, else when it was recorded. */
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly by: By;
  /** The village of the liaison who wrote it; null when the desk did. */
  readonly villageId: string | null;
  readonly what: 'opened' | 'state' | 'figure' | 'grade' | 'note' | 'correction' | 'report' | 'recalled';
  /** Words of a note; the state reached; the figure's name; the report's id; the field corrected. */
  readonly words: string;
  readonly value: number | null;
  readonly reason: string | null;
  /** The line with the corrected words, when this one was wrong. */
  readonly correctedBy: string | null;
  readonly seq: number;
}

/** The last number given out in a year: it stays when the incidents leave for the archive. */
export interface Tally {
  readonly id: string;
  readonly last: number;
}

/** The tally that says that an incident's content was erased by decision: it is never recalled after that. */
export function erasedId(incidentId: string): string {
  return `erased-${incidentId}`;
}

export function tallyId(year: number): string {
  return `incident-${year}`;
}

/** INC-01. */
export function incidentNumber(incident: Pick<Incident, 'number'>): string {
  return `INC-${String(incident.number).padStart(2, '0')}`;
}
