import { randomUUID } from 'node:crypto';
import { REAL } from '../../../shared/book/contract.ts';
import * as attendance from '../nouns/attendance.ts';
import * as handover from '../nouns/handover.ts';
import * as log from '../nouns/log.ts';
import * as rollCall from '../nouns/rollCall.ts';
import * as roster from '../nouns/roster.ts';
import * as zeroReport from '../nouns/zeroReport.ts';
import { reportBody } from '../spine.ts';
import { OTHER, OWN, type Township } from '../township.ts';
import type { Target } from './table.ts';

/** Whose things are: by village, or of the township without one. */
export const VILLAGE: Readonly<Record<'own' | 'other' | 'township', string | null>> = {
  own: OWN,
  other: OTHER,
  township: null,
};
type Whose = keyof typeof VILLAGE;
const whose = (target: Target): Whose => (target === 'own' || target === 'other' ? target : 'township');

/** Words that only who may read the reports of a village may ever be sent; titles of incidents go further. */
export const canary = (kind: '报' | '题', target: Target) => `金丝雀${kind}${whose(target)}`;

/** An id as the target wants it: of a thing made for it, of nothing, or of no form. */
async function idFor(target: Target, make: () => Promise<string>): Promise<string> {
  if (target === 'missing') return randomUUID();
  return target === 'malformed' ? '../x' : make();
}

const placeOf = (villageId: string | null) => ({
  ...{ villageId, accuracy: null, detail: null },
  ...(villageId ? { point: null, source: 'village' } : { point: { lat: 42.8, lng: 120.6 }, source: 'map' }),
});

/** A report as the desk takes it down; routine, so that no clock escalates it meanwhile. */
export function report(villageId: string | null, words: string, more: object = {}): Record<string, unknown> {
  const body = reportBody(words, 'phone', villageId ?? OWN);
  return { ...body, villageId, place: placeOf(villageId), urgency: 'routine', ...more };
}

let count = 0;
const next = () => (count += 1);

/** Makes, in the duty officer's name, what a command is to be tried on. */
export function fixtures({ people: { dutyOfficer, leader } }: Township) {
  const give = async (type: string, body: object, by = dutyOfficer) =>
    (await by.command(type as never, body as never)).id;
  const newReport = (target: Target) =>
    give('report.submit', report(VILLAGE[whose(target)], canary('报', target)));
  const after = async (target: Target, ...steps: readonly (readonly [string, object])[]) => {
    const reportId = await newReport(target);
    for (const [type, more] of steps) await give(type, { reportId, ...more });
    return reportId;
  };
  const subject = (target: Target) => ({
    ...{ kind: 'N01', title: canary('题', target), villageId: VILLAGE[whose(target)] },
    ...{ place: placeOf(VILLAGE[whose(target)]), happenedAt: null, foundAt: null },
    ...{ receivedAt: new Date().toISOString(), source: '电话' },
  });
  const newIncident = (target: Target) => give('incident.open', subject(target));
  const closedIncident = async (target: Target) => {
    const incidentId = await newIncident(target);
    for (const to of ['falseAlarm', 'closed'])
      await give('incident.advance', { incidentId, to, observedAt: null, reason: '误报' });
    return incidentId;
  };
  const archived = async (target: Target) => {
    const incidentId = await closedIncident(target);
    await give('incident.archive', { incidentId });
    return incidentId;
  };
  const signed = ['report.acknowledge', {}] as const;
  const returned = (target: Target) => ['report.return', { reason: canary('报', target) }] as const;
  return {
    ...{ give, newReport, after, subject, newIncident, closedIncident, archived, leader },
    ...{ signed, returned, next, idFor, whose },
  };
}
export type Fixtures = ReturnType<typeof fixtures>;

/** A body for a command about a target, fresh enough that whoever may give it can. */
export async function commandFor(
  make: Fixtures,
  type: string,
  target: Target,
  byLiaison: boolean,
): Promise<{ book: string; body: Record<string, unknown> }> {
  if (type === 'book.close') return { book: await exerciseFor(make, target), body: {} };
  return { book: REAL, body: await bodyFor(make, type, target, byLiaison) };
}

async function exerciseFor({ give }: Fixtures, target: Target): Promise<string> {
  if (target === 'missing') return `ex-${randomUUID()}`;
  return `ex-${await give('book.openExercise', exercise)}`;
}
const exercise = { kind: 'exercise', title: '清明演练', startsAt: '2025-04-04T08:30:00+08:00', speed: 1 };

async function bodyFor(make: Fixtures, type: string, target: Target, byLiaison: boolean) {
  const noun = type.slice(0, type.indexOf('.'));
  if (type === 'report.submit') return submission(target, byLiaison);
  if (type === 'incident.open') return opening(make, target);
  if (noun === 'report') return reportCommand(make, type, target);
  if (noun === 'incident') return incidentCommand(make, type, target);
  return groundCommand(make, type, target);
}

function submission(target: Target, byLiaison: boolean): Record<string, unknown> {
  const none: Partial<Record<Target, string>> = { missing: 'nowhere', malformed: '../x' };
  const villageId = none[target] ?? VILLAGE[whose(target)];
  const more = byLiaison ? { channel: 'app' } : {};
  return report(villageId, canary('报', target), more);
}

function opening(make: Fixtures, target: Target): Record<string, unknown> {
  const none: Partial<Record<Target, object>> = {
    missing: { villageId: 'nowhere' },
    malformed: { villageId: '../x' },
  };
  return { ...make.subject(target), ...none[target] };
}

async function reportCommand(make: Fixtures, type: string, target: Target) {
  const { signed, returned } = make;
  const steps = /verify|return|dismiss|merge/.test(type)
    ? [signed]
    : type === 'report.answer'
      ? [signed, returned(target)]
      : [];
  const reportId = await make.idFor(target, () => make.after(target, ...steps));
  const also: Record<string, () => Promise<object> | object> = {
    'report.verify': () => ({ words: null, observedAt: null }),
    'report.return': () => ({ reason: canary('报', target) }),
    'report.answer': () => ({ words: canary('报', target) }),
    'report.dismiss': () => ({ reason: '炊烟' }),
    'report.merge': async () => ({ intoId: await make.after(target, signed), reason: null }),
    'report.acceptAsIncident': () => ({ kind: 'N01', title: canary('题', target) }),
    'report.join': async () => ({ incidentId: await make.newIncident(target) }),
    'report.correct': () => ({ reason: '更正', words: `${canary('报', target)} ${make.next()}` }),
    'report.photoArrived': () => ({
      ...{ fileId: randomUUID(), hash: 'a'.repeat(64), media: 'image/jpeg', bytes: 9 },
      ...{ width: 1, height: 1, name: null },
    }),
  };
  return { reportId, ...(await also[type]?.()) };
}

async function incidentCommand(make: Fixtures, type: string, target: Target) {
  const kind = { 'incident.archive': make.closedIncident, 'incident.recall': make.archived };
  const fresh = { ...kind, 'incident.erase': make.archived }[type] ?? make.newIncident;
  const incidentId = await make.idFor(target, () => fresh(target));
  const line = { words: canary('题', target), observedAt: null };
  const also: Record<string, () => Promise<object> | object> = {
    'incident.advance': () => ({ to: 'verifying', observedAt: null, reason: null }),
    'incident.addLine': () => line,
    'incident.correctLine': async () => {
      const there = target === 'missing' || target === 'malformed';
      const lineId = there ? randomUUID() : await make.give('incident.addLine', { incidentId, ...line });
      return { lineId, words: '更正', reason: '更正' };
    },
    'incident.correct': () => ({ reason: '更正', title: `${canary('题', target)} ${make.next()}` }),
    'incident.recordFigure': () => ({ figure: 'burnedArea', value: 1, source: '现场', observedAt: null }),
    'incident.grade': () => ({ grade: 4, basis: '初判' }),
    'incident.recall': () => ({ reason: '复燃' }),
    'incident.erase': () => ({ reason: '保存期满' }),
  };
  return { incidentId, ...(await also[type]?.()) };
}

async function groundCommand(make: Fixtures, type: string, target: Target): Promise<Record<string, unknown>> {
  const n = make.next();
  const bad = target === 'malformed';
  const village = { missing: 'nowhere', malformed: '../x' } as Partial<Record<Target, string>>;
  const villageId = village[target] ?? VILLAGE[whose(target)];
  const position = { lat: 42 + n / 1000, lng: 120.6 };
  const layer = { name: '乡界', kind: 'boundary', fileId: randomUUID(), hash: 'b'.repeat(64), bytes: 9 };
  const layerId = () => make.idFor(target, () => make.give('layer.import', layer));
  const seed = {
    id: bad ? '../x' : `v-${n}`,
    code: null,
    name: `新村${n}`,
    alias: null,
    position,
    surveyed: false,
  };
  const bodies: Record<string, () => Promise<Record<string, unknown>> | Record<string, unknown>> = {
    'account.change': () => ({ accountId: 'x', what: 'changed', session: null, byId: 'x' }),
    'book.open': () => ({}),
    'book.noteRestore': () => ({ takenAt: '2026-01-01T00:00:00Z', epoch: 'x' }),
    'book.openExercise': () => ({ ...exercise, ...(bad ? { speed: -1 } : {}) }),
    'unit.setUp': () => ({ name: '乡', code: null, zone: 'Asia/Shanghai', superior: '旗', villages: [seed] }),
    'unit.change': () => ({ superior: bad ? '' : `奈曼旗 ${n}` }),
    'village.add': () => seed,
    'village.rename': () => ({ villageId, name: `村${n}`, alias: null }),
    'village.pin': () => ({ villageId, position }),
    'layer.import': () => ({ ...layer, ...(bad ? { hash: 'x' } : {}) }),
    'layer.remove': async () => ({ layerId: await layerId() }),
  };
  const more = {
    ...roster.bodies,
    ...rollCall.bodies,
    ...attendance.bodies,
    ...zeroReport.bodies,
    ...handover.bodies,
    ...log.bodies,
  }[type];
  const body = bodies[type] ?? (more && (() => more(make, target)));
  if (!body) throw new Error(`no body is known for ${type}: add it here and its line to commandTable.ts`);
  return body();
}
