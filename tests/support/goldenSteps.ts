import {
  at,
  desk,
  EXERCISE,
  FILE,
  fire,
  HASH,
  INCIDENT,
  LAYER,
  LINE,
  OPEN_BOOK,
  OTHER_FILE,
  OTHER_INCIDENT,
  OTHER_REPORT,
  REPORT,
  seed,
  smoke,
  THIRD_REPORT,
  through,
} from './steps.ts';
import * as attendance from './nouns/attendance.ts';
import * as handover from './nouns/handover.ts';
import * as log from './nouns/log.ts';
import * as rollCall from './nouns/rollCall.ts';
import * as roster from './nouns/roster.ts';
import * as zeroReport from './nouns/zeroReport.ts';
import { NO_VILLAGE, people, START, uuid, VILLAGE_A, VILLAGE_B, type Step } from './world.ts';

const { leader, liaisonA, administrator, system } = people;
/** A book in which months pass. */
const LATER = `ex-${uuid(0x6002)}`;
/** A book in which a shift hands over to the next. */
const RELIEVED = `ex-${uuid(0x6004)}`;
/** One in which a shift comes and goes. */
const ATTENDED = `ex-${uuid(0x6003)}`;
/** One in which the villages file their zero reports. */
const FILED = `ex-${uuid(0x6023)}`;
/** One in which a shift keeps its log. */
const LOGGED = `ex-${uuid(0x6033)}`;
/** One in which the roll is called by night. */
const CALLED = `ex-${uuid(0x6013)}`;
const FOURTH_REPORT = uuid(0x1004);
const THIRD_INCIDENT = uuid(0x2003);
const OTHER_LAYER = uuid(0x4002);
const point = { lat: 42.8125, lng: 120.6125 };
const observedAt = '2026-04-05T13:10:00+08:00';
const reason = '现场回报\n更正';

/**
 * The story of the golden fixtures: every command with every field filled, and every event. Steps are only ever
 * added at the end of a book; what stands was written once and has to work for ever.
 */
export const GOLDEN: readonly { book: string; steps: readonly Step[] }[] = [
  { book: 'real', steps: numbered(0x8000, real()) },
  { book: EXERCISE, steps: numbered(0x9000, exercise()) },
  { book: LATER, steps: numbered(0xa000, roster.later()) },
  { book: ATTENDED, steps: numbered(0xb000, attendance.golden()) },
  { book: FILED, steps: numbered(0x2f000, zeroReport.golden()) },
  { book: RELIEVED, steps: numbered(0xb400, handover.golden()) },
  { book: LOGGED, steps: numbered(0x3f000, log.golden()) },
  { book: CALLED, steps: numbered(0x1f000, rollCall.golden()) },
];

function* real(): Generator<Step> {
  yield* ground();
  yield* reports();
  yield* incidents();
  yield* archive();
  yield* roster.golden();
  yield* escalations();
}

function* ground(): Generator<Step> {
  const alias = '束隆沟村';
  const villages = [seed(VILLAGE_A, '束龙沟村', { alias, surveyed: true }), seed(VILLAGE_B, '高和村')];
  const unit = { name: '土城子乡', code: '150525206', zone: 'Asia/Shanghai', superior: '奈曼旗' };
  yield OPEN_BOOK;
  yield { type: 'unit.setUp', body: { ...unit, villages }, by: system };
  const base = {
    type: 'tiles',
    url: 'https://tiles.example/{z}/{x}/{y}.png?s={s}',
    subdomains: '0123',
    maxNativeZoom: 18,
    coordinateSystem: 'gcj02',
    attribution: '示例',
  };
  const settings = { name: '土城子乡值班室', superior: '奈曼旗人民政府', dutyPhone: '0475-0000000' };
  const limits = { alarmFrom: 'routine', acknowledgeMinutes: 8 };
  yield { type: 'unit.change', body: { ...settings, ...limits, base }, by: administrator };
  yield { type: 'unit.change', body: { base: { type: 'schematic' } }, by: leader };
  yield { type: 'village.add', body: seed(NO_VILLAGE, '化吉营子村', { alias: '化吉' }), by: administrator };
  const renamed = { villageId: NO_VILLAGE, name: '化吉营子', alias: null };
  yield { type: 'village.rename', body: renamed, by: administrator };
  yield desk('village.pin', { villageId: VILLAGE_B, position: point }, { ifSeq: 2 });
  const layer = { name: '乡界', kind: 'boundary', fileId: uuid(0x5003), hash: HASH, bytes: 20_000 };
  yield desk('layer.import', layer, { id: LAYER });
  yield desk('layer.import', { ...layer, kind: 'river' }, { id: OTHER_LAYER });
  yield desk('layer.remove', { layerId: OTHER_LAYER });
  const ended = { what: 'sessionRevoked', session: '0123456789abcdef', byId: 'administrator' };
  yield { type: 'account.change', body: { accountId: 'liaison-b', ...ended }, by: system };
}

function* reports(): Generator<Step> {
  const casualties = { dead: 0, missing: 0, severe: 0, minor: 1, trapped: null, evacuated: 17 };
  const told = { unit: '护林站', name: '甲', post: '护林员', contactId: uuid(0x7001) };
  const place = { villageId: VILLAGE_A, point, source: 'gps', accuracy: 12.5, detail: '3组 东侧' };
  const times = { happenedAt: observedAt, foundAt: '2026-04-05T05:12:00.5Z' };
  const photo = { media: 'image/jpeg', bytes: 120_000, width: 1600, height: 1200, name: '北坡.jpg' };
  const said = { place, casualties, ...times, informant: told, fileIds: [FILE, OTHER_FILE] };
  yield { type: 'report.submit', body: smoke(said), by: liaisonA, id: REPORT };
  yield {
    type: 'report.photoArrived',
    body: { reportId: REPORT, fileId: FILE, hash: HASH, ...photo },
    by: system,
  };
  yield { type: 'report.escalate', body: { reportId: REPORT }, by: system };
  yield desk('report.acknowledge', { reportId: REPORT });
  yield desk('report.return', { reportId: REPORT, reason });
  yield { type: 'report.answer', body: { reportId: REPORT, words: '在3组东侧,火势不大' }, by: liaisonA };
  const call = { channel: 'phone', receivedAt: START, villageId: null, place: at(VILLAGE_B), fileIds: [] };
  yield desk('report.submit', smoke({ ...call, informant: told, casualties }), { id: OTHER_REPORT });
  yield desk('report.acknowledge', { reportId: OTHER_REPORT });
  yield desk('report.verify', { reportId: OTHER_REPORT, words: '同一处', observedAt });
  yield desk('report.merge', { reportId: OTHER_REPORT, intoId: REPORT, reason });
  yield desk('report.submit', smoke(call), { id: THIRD_REPORT });
  yield desk('report.acknowledge', { reportId: THIRD_REPORT });
  yield desk('report.dismiss', { reportId: THIRD_REPORT, reason: '炊烟' });
  const content = { kind: 'N02', urgency: 'critical', words: '草地起火', villageId: VILLAGE_B };
  const changed = {
    ...content,
    place: { ...place, source: 'map' },
    casualties: null,
    ...times,
    foundAt: null,
  };
  yield desk('report.correct', { reportId: REPORT, reason, ...changed });
  yield desk('report.correct', { reportId: REPORT, reason, villageId: VILLAGE_A });
}

function* incidents(): Generator<Step> {
  const incidentId = INCIDENT;
  const fourth = smoke({ channel: 'radio', receivedAt: START, fileIds: [] });
  const accepted = { reportId: REPORT, kind: 'N01', title: '束龙沟村北坡火情' };
  yield desk('report.acceptAsIncident', accepted, { id: incidentId });
  yield desk('report.submit', fourth, { id: FOURTH_REPORT });
  yield desk('report.join', { reportId: FOURTH_REPORT, incidentId });
  const note = { incidentId, words: '阵风增强', observedAt };
  yield { ...desk('incident.addLine', note, { id: LINE }), by: liaisonA };
  yield desk('incident.correctLine', { incidentId, lineId: LINE, words: '阵风减弱', reason });
  const area = { figure: 'burnedArea', value: 0.3, source: '现场照片', observedAt };
  yield desk('incident.recordFigure', { incidentId, ...area });
  yield desk('incident.grade', { incidentId, grade: 4, basis: '受害森林不足1公顷' });
  yield* through(['verifying', 'verified', 'responding', 'controlled'], incidentId);
  yield desk('incident.advance', { incidentId, to: 'closed', observedAt, reason: null });
  const subject = { kind: 'N02', title: '高和村草原火情', villageId: VILLAGE_B, place: at(VILLAGE_B) };
  yield desk('incident.correct', { incidentId, reason, ...subject, happenedAt: observedAt, foundAt: null });
}

function* archive(): Generator<Step> {
  yield desk('incident.archive', { incidentId: INCIDENT });
  yield desk('incident.recall', { incidentId: INCIDENT, reason });
  yield* through(['responding'], INCIDENT);
  const told = {
    happenedAt: observedAt,
    foundAt: observedAt,
    place: at(VILLAGE_B, { point, source: 'map' }),
  };
  yield desk('incident.open', fire(told), { id: OTHER_INCIDENT });
  const call = smoke({ channel: 'superior', receivedAt: START, fileIds: [] });
  yield desk('report.submit', call, { id: uuid(0x1005) });
  yield desk('report.join', { reportId: uuid(0x1005), incidentId: OTHER_INCIDENT });
  yield* through(['falseAlarm', 'closed'], OTHER_INCIDENT);
  yield desk('incident.archive', { incidentId: OTHER_INCIDENT });
  const erased = { incidentId: OTHER_INCIDENT, reason: '保存期满' };
  yield { type: 'incident.erase', body: erased, by: leader };
  yield desk('incident.open', fire({ kind: 'A02' }), { id: THIRD_INCIDENT });
  yield desk('incident.grade', { incidentId: THIRD_INCIDENT, grade: 3, basis: '死亡3人' });
  yield desk('incident.correct', { incidentId: THIRD_INCIDENT, reason, kind: 'SS02' });
  yield { type: 'report.archive', body: { reportId: THIRD_REPORT }, by: system };
  yield { type: 'book.noteRestore', body: { takenAt: START, epoch: uuid(0x7f01) }, by: system };
}

/** A report that nobody signs for, all the way. */
function* escalations(): Generator<Step> {
  const reportId = uuid(0x1006);
  yield { type: 'report.submit', body: smoke({ fileIds: [] }), by: liaisonA, id: reportId };
  yield { type: 'report.escalate', body: { reportId }, by: system };
  yield { type: 'report.escalate', body: { reportId, step: 2 }, by: system };
  yield { type: 'report.escalate', body: { reportId, step: 3 }, by: system };
}

function* exercise(): Generator<Step> {
  const clock = { startsAt: '2025-04-04T08:30:00.000+08:00', speed: 60 };
  yield desk('book.openExercise', { kind: 'exercise', title: '清明演练', ...clock });
  yield { type: 'report.submit', body: smoke({ foundAt: null }), by: liaisonA };
  yield desk('book.close', {});
}

/** Gives an id of their own to the steps that have none. */
function numbered(from: number, steps: Iterable<Step>): Step[] {
  return [...steps].map((step, n) => ({ id: uuid(from + n), ...step }));
}
