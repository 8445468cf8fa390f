import type { CommandType } from '../../shared/catalogue.ts';
import { FIGURES, NEXT, type Incident } from '../../shared/incident/contract.ts';
import { KINDS } from '../../shared/kind.ts';
import type { Report } from '../../shared/report/contract.ts';
import type { Principal } from '../../shared/roles.ts';
import { isoIn, msOf } from '../../shared/time.ts';
import * as attendance from './nouns/attendance.ts';
import * as handover from './nouns/handover.ts';
import * as log from './nouns/log.ts';
import * as rollCall from './nouns/rollCall.ts';
import * as roster from './nouns/roster.ts';
import * as zeroReport from './nouns/zeroReport.ts';
import { at, fire, HASH, seed, SET_UP, smoke } from './steps.ts';
import { NO_VILLAGE, START, uuid, VILLAGE_A, VILLAGE_B, ZONE, type Room, type Step } from './world.ts';

/** Chance, as a run hands it in: the same rolls make the same command in the same World. */
export interface Dice {
  roll(sides: number): number;
  chance(percent: number): boolean;
  one<T>(list: readonly T[]): T | undefined;
}
type Maker = (room: Room, dice: Dice, by: Principal) => Step['body'];

/** A word that nobody but the desk and the report's own village may ever read; it names the report. */
export function canary(reportId: string): string {
  return `canary-${reportId.slice(-12)}`;
}

const reportKinds = Object.keys(KINDS);
const incidentKinds = reportKinds.filter((code) => !code.startsWith('U'));
const files = [0, 1, 2, 3, 4, 5].map((n) => uuid(0x5100 + n));

/** A body for each command there is: one without a line here does not compile. */
export const MAKERS: Readonly<Record<CommandType, Maker>> = {
  'account.change': () => ({ accountId: 'a-1', what: 'changed', session: null, byId: 'administrator' }),
  'book.open': () => ({}),
  'book.openExercise': () => ({ kind: 'exercise', title: '演练', startsAt: START, speed: 2 }),
  'book.close': () => ({}),
  'book.noteRestore': () => ({ takenAt: START, epoch: 'epoch-1' }),
  'unit.setUp': () => SET_UP.body,
  'unit.change': (_room, dice) => ({
    alarmFrom: dice.one(['critical', 'urgent', 'routine']),
    acknowledgeMinutes: 1 + dice.roll(9),
  }),
  'village.add': (_room, dice) => {
    const n = String(dice.roll(4));
    return seed(`v${n}`, `新村${n}`, { code: null, surveyed: dice.chance(50) });
  },
  'village.rename': (room, dice) => ({ ...village(room, dice), name: `村${dice.roll(5)}`, alias: null }),
  'village.pin': (room, dice) => ({ ...village(room, dice), position: point(dice) }),
  'layer.import': (_room, dice) => ({ name: '乡界', kind: 'road', fileId: file(dice), hash: HASH, bytes: 7 }),
  'layer.remove': (room, dice) => ({ layerId: dice.one([...room.world.tables.layer.keys()]) ?? 'none' }),
  'report.submit': (room, dice, by) => submission(room, dice, by),
  'report.acknowledge': (room, dice) => ({ ...report(room, dice, (one) => !one.acknowledgedAt) }),
  'report.verify': (room, dice) => ({
    ...secret(report(room, dice, signed), 'words'),
    observedAt: time(room, dice),
  }),
  'report.return': (room, dice) => secret(report(room, dice, signed), 'reason'),
  'report.answer': (room, dice) =>
    secret(
      report(room, dice, ({ state }) => state === 'returned'),
      'words',
    ),
  'report.dismiss': (room, dice) => secret(report(room, dice, signed), 'reason'),
  'report.merge': (room, dice) => {
    const into = report(room, dice, ({ state }) => state !== 'merged').reportId;
    return { ...secret(report(room, dice, signed), 'reason'), intoId: into };
  },
  'report.acceptAsIncident': (room, dice) => ({
    ...report(room, dice, unsettled),
    kind: dice.one(incidentKinds),
    title: '火情',
  }),
  'report.join': (room, dice) => ({ ...report(room, dice, unsettled), ...incident(room, dice) }),
  'report.correct': (room, dice) => correction(room, dice),
  'report.photoArrived': (room, dice) => photo(room, dice),
  'report.escalate': (room, dice) => report(room, dice, (one) => !one.acknowledgedAt),
  'report.archive': (room, dice) =>
    report(room, dice, ({ state }) => state === 'falseAlarm' || state === 'verified'),
  'incident.open': (room, dice) => {
    const villageId = where(room, dice);
    const place = at(villageId, { point: point(dice) });
    return fire({ kind: dice.one(incidentKinds), villageId, place, foundAt: time(room, dice) });
  },
  'incident.advance': (room, dice) => step(room, dice),
  'incident.addLine': (room, dice) => ({
    ...incident(room, dice),
    words: '阵风增强',
    observedAt: time(room, dice),
  }),
  'incident.correctLine': (room, dice) => {
    const notes = [...room.world.tables.line.values()].filter(
      ({ what }) => dice.chance(20) || what === 'note',
    );
    const { id: lineId, incidentId } = dice.one(notes) ?? { id: 'none', incidentId: 'none' };
    return { incidentId, lineId, words: '阵风减弱', reason: '听错' };
  },
  'incident.correct': (room, dice) => ({
    ...incident(room, dice),
    reason: '更正',
    ...(dice.chance(60) ? { kind: dice.one(incidentKinds) } : {}),
    ...(dice.chance(50) ? { villageId: where(room, dice) } : {}),
    ...(dice.chance(30) ? { title: `火情${dice.roll(3)}` } : {}),
  }),
  'incident.recordFigure': (room, dice) => ({
    ...incident(room, dice),
    figure: dice.one(Object.keys(FIGURES)),
    value: dice.roll(50) / 10,
    source: '现场',
    observedAt: time(room, dice),
  }),
  'incident.grade': (room, dice) => ({
    ...incident(room, dice),
    grade: dice.one([1, 2, 3, 4, 4, null]),
    basis: '依据',
  }),
  'incident.archive': (room, dice) => incident(room, dice, ({ state }) => state === 'closed'),
  'incident.recall': (room, dice) => ({ incidentId: gone(room, dice), reason: '复查' }),
  'incident.erase': (room, dice) => ({ incidentId: gone(room, dice), reason: '期满' }),
  ...roster.makers,
  ...handover.makers,
  ...attendance.makers,
  ...log.makers,
  ...zeroReport.makers,
  ...rollCall.makers,
};

const unsettled = ({ state }: Report) => !['merged', 'incident', 'falseAlarm'].includes(state);
const signed = (one: Report) => unsettled(one) && one.acknowledgedAt !== null;

/** Mostly a report of which the command can be given. */
function report(room: Room, dice: Dice, fit: (one: Report) => boolean): { reportId: string } {
  const all = [...room.world.tables.report.values()];
  const fitting = dice.chance(90) ? all.filter(fit) : all;
  return { reportId: dice.one(fitting)?.id ?? dice.one(all)?.id ?? uuid(0xdead) };
}

function incident(room: Room, dice: Dice, fit: (one: Incident) => boolean = () => true) {
  const all = [...room.world.tables.incident.values()];
  const fitting = dice.chance(90) ? all.filter(fit) : all;
  return { incidentId: dice.one(fitting)?.id ?? dice.one(all)?.id ?? uuid(0xdead) };
}

function gone(room: Room, dice: Dice): string {
  return dice.one([...room.archive.keys()]) ?? incident(room, dice).incidentId;
}

function secret(about: { reportId: string }, field: 'words' | 'reason') {
  return { ...about, [field]: canary(about.reportId) };
}

/** The id a report will have is not known yet: its words name who speaks and the entry that it will be. */
function submission(room: Room, dice: Dice, by: Principal): Step['body'] {
  const villageId = by.villageId && dice.chance(90) ? by.villageId : where(room, dice);
  const mark = `canary-of-entry-${room.world.seq + 1}`;
  const informant = { unit: mark, name: mark, post: mark, contactId: null };
  const urgency = dice.one(['critical', 'urgent', 'routine']);
  const place = at(villageId, { point: dice.chance(80) ? point(dice) : null });
  const kinds = { kind: dice.one(reportKinds), urgency };
  const channel = by.role === 'villageLiaison' ? 'app' : dice.one(['phone', 'radio', 'visit']);
  const times = { happenedAt: time(room, dice), foundAt: time(room, dice), receivedAt: time(room, dice) };
  const fileIds = dice.chance(70) ? [file(dice), file(dice)] : [];
  return smoke({ villageId, ...kinds, words: mark, place, informant, channel, ...times, fileIds });
}

function correction(room: Room, dice: Dice): Step['body'] {
  const { reportId } = report(room, dice, () => true);
  return {
    ...secret({ reportId }, 'reason'),
    ...(dice.chance(60) ? { villageId: where(room, dice) } : {}),
    ...(dice.chance(30) ? { words: canary(reportId) } : {}),
    ...(dice.chance(30) ? { kind: dice.one(reportKinds) } : {}),
    ...(dice.chance(20) ? { place: at(where(room, dice), { point: point(dice) }) } : {}),
    ...(dice.chance(20) ? { foundAt: time(room, dice) } : {}),
  };
}

function photo(room: Room, dice: Dice): Step['body'] {
  const { reportId } = report(room, dice, ({ fileIds }) => fileIds.length > 0);
  const named = room.world.tables.report.get(reportId)?.fileIds ?? [];
  const fileId = dice.one(named) ?? file(dice);
  const size = { bytes: 1 + dice.roll(9_999), width: 1600, height: 1200 };
  return { reportId, fileId, hash: HASH, media: 'image/jpeg', ...size, name: canary(reportId) };
}

function step(room: Room, dice: Dice): Step['body'] {
  const { incidentId } = incident(room, dice, ({ state }) => state !== 'closed');
  const state = room.world.tables.incident.get(incidentId)?.state ?? 'registered';
  const to = state === 'controlled' && dice.chance(60) ? 'closed' : dice.one(NEXT[state]);
  const reason = dice.chance(85) ? '现场回报' : null;
  return { incidentId, to, observedAt: time(room, dice), reason };
}

function where(room: Room, dice: Dice): string | null {
  return (
    dice.one([VILLAGE_A, VILLAGE_B, VILLAGE_A, VILLAGE_B, null, NO_VILLAGE, village(room, dice).villageId]) ??
    null
  );
}

function village(room: Room, dice: Dice): { villageId: string } {
  return { villageId: dice.one([...room.world.tables.village.keys()]) ?? VILLAGE_A };
}

function point(dice: Dice) {
  return { lat: 42 + dice.roll(100) / 100, lng: 120 + dice.roll(100) / 100 };
}

function file(dice: Dice): string {
  return dice.one(files) ?? uuid(0x5100);
}

/** Mostly nothing or a while ago, now and then a time to come. */
function time(room: Room, dice: Dice): string | null {
  if (!dice.chance(40) || !room.world.at) return null;
  const minutes = dice.chance(5) ? 60 : -dice.roll(120);
  return isoIn(msOf(room.world.at) + minutes * 60_000, ZONE);
}
