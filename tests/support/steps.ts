import { people, START, uuid, VILLAGE_A, VILLAGE_B, type Step } from './world.ts';

/** Ids that specifications name. */
export const REPORT = uuid(0x1001);
export const OTHER_REPORT = uuid(0x1002);
export const THIRD_REPORT = uuid(0x1003);
export const INCIDENT = uuid(0x2001);
export const OTHER_INCIDENT = uuid(0x2002);
export const LINE = uuid(0x3001);
export const LAYER = uuid(0x4001);
export const FILE = uuid(0x5001);
export const OTHER_FILE = uuid(0x5002);
export const EXERCISE = `ex-${uuid(0x6001)}`;
export const HASH = 'ab'.repeat(32);

type Body = Readonly<Record<string, unknown>>;
type More = Partial<Omit<Step, 'type' | 'body'>>;

/** A village as set-up hands it in. */
export function seed(id: string, name: string, more: Body = {}): Body {
  return { id, code: id, name, alias: null, position: { lat: 42.8, lng: 120.6 }, surveyed: false, ...more };
}

export const OPEN_BOOK: Step = { type: 'book.open', body: {}, by: people.system };
export const SET_UP: Step = {
  type: 'unit.setUp',
  body: {
    name: '土城子乡',
    code: '150525206',
    zone: 'Asia/Shanghai',
    superior: '奈曼旗',
    villages: [seed(VILLAGE_A, '束龙沟村'), seed(VILLAGE_B, '高和村')],
  },
  by: people.system,
};
/** A unit with two villages, ready to work: entries 1 and 2. */
export const GROUND: readonly Step[] = [OPEN_BOOK, SET_UP];

/** The body of a report from village A's phone. */
export function smoke(more: Body = {}): Body {
  return {
    villageId: VILLAGE_A,
    kind: 'U02',
    urgency: 'urgent',
    words: '北坡林草结合部起烟',
    place: at(VILLAGE_A),
    casualties: null,
    happenedAt: null,
    foundAt: '2026-04-05T13:18:00.000+08:00',
    channel: 'app',
    informant: { unit: null, name: null, post: '护林员', contactId: null },
    receivedAt: null,
    fileIds: [FILE],
    ...more,
  };
}

/** A place in a village, without a point unless one is given. */
export function at(villageId: string | null, more: Body = {}): Body {
  return { villageId, point: null, source: 'village', accuracy: null, detail: null, ...more };
}

/** Village A reports smoke. */
export function submitted(body: Body = {}, more: More = {}): Step {
  return { type: 'report.submit', body: smoke(body), by: people.liaisonA, id: REPORT, ...more };
}

/** The desk takes a report down from the telephone. */
export function takenDown(body: Body = {}, more: More = {}): Step {
  const said = smoke({ channel: 'phone', receivedAt: START, fileIds: [], ...body });
  return { type: 'report.submit', body: said, by: people.officer, id: OTHER_REPORT, ...more };
}

/** The desk does something with a report. */
export function desk(type: Step['type'], body: Body, more: More = {}): Step {
  return { type, body, by: people.officer, ...more };
}
export const acknowledged = (reportId = REPORT): Step => desk('report.acknowledge', { reportId });
export const returned = (reportId = REPORT): Step => desk('report.return', { reportId, reason: '在哪个组?' });

/** The report becomes an incident. */
export function accepted(body: Body = {}, id = INCIDENT): Step {
  const said = { reportId: REPORT, kind: 'N01', title: '束龙沟村北坡火情', ...body };
  return desk('report.acceptAsIncident', said, { id });
}

/** The body of an incident opened directly. */
export function fire(more: Body = {}): Body {
  return {
    kind: 'N01',
    title: '高和村火情',
    villageId: VILLAGE_B,
    place: at(VILLAGE_B),
    happenedAt: null,
    foundAt: null,
    receivedAt: START,
    source: '旗应急局电话',
    ...more,
  };
}
export function opened(body: Body = {}, id = INCIDENT): Step {
  return desk('incident.open', fire(body), { id });
}

/** An incident goes through states, one after the other. */
export function through(states: readonly string[], incidentId = INCIDENT): Step[] {
  return states.map((to) =>
    desk('incident.advance', { incidentId, to, observedAt: null, reason: '现场回报' }),
  );
}

/** An incident that is closed and archived. */
export function archived(incidentId = INCIDENT): Step[] {
  return [
    ...through(['responding', 'controlled', 'closed'], incidentId),
    desk('incident.archive', { incidentId }),
  ];
}
