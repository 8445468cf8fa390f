import { logCells } from './logCells.ts';
import { paperRoutes } from './paperRoutes.ts';
import { rollCallCells } from './rollCallCells.ts';

/*
 * Who may what, written by hand from what the office wants (docs/rules.md) and not from the tables of the product: a
 * wrong line there must not make its own test right. One letter a principal, in this order:
 *
 *   nobody · expired · ended · foreign cookie    1111
 *   a desk that locked itself                    L
 *   liaison · of another village · moved to that village while signed in · removed    yyy1
 *   duty officer · leader · administrator · auditor · department liaison    yyyyy
 *   wall · revoked wall    y1
 *
 * y done   e an answer with nothing in it   n let in, and refused for its own reason
 * 1 sign in first   3 not allowed   4 as if it did not exist   L locked
 */
export const PRINCIPALS = [
  ...(['anonymous', 'expired', 'ended', 'foreign', 'locked'] as const),
  ...(['liaison', 'otherLiaison', 'moved', 'removed'] as const),
  ...(['dutyOfficer', 'leader', 'administrator', 'auditor', 'department'] as const),
  ...(['wall', 'revokedWall'] as const),
] as const;
export type PrincipalName = (typeof PRINCIPALS)[number];

/** Whose the thing is that somebody asks for: the liaison's village, another one, nobody's in particular. */
export const TARGETS = ['own', 'other', 'township', 'missing', 'malformed'] as const;
export type Target = (typeof TARGETS)[number];
export type Cells = Readonly<Partial<Record<Target, string>>>;

const everybody = { township: 'yyyy y yyyy yyyyy yy' };
const signedIn = { township: '1111 y yyy1 yyyyy y1' };

export const ROUTES: Readonly<Record<string, Cells>> = {
  'GET /livez': everybody,
  'GET /readyz': everybody,
  'GET /metrics': { township: '1111 3 3331 33yy3 31' },
  'GET /api/openapi.json': everybody,
  'GET /api/setup': everybody,
  'POST /api/setup/code': { township: 'nnnn n nnnn nnnnn nn' },
  'POST /api/setup': { township: 'nnnn n nnnn nnnnn nn' },
  'GET /api/session': everybody,
  'POST /api/session': { township: 'nnnn n nnnn nnnnn nn' },
  'POST /api/session/device': { township: 'nnnn n nnnn nnnnn nn' },
  'DELETE /api/session': { township: '1111 y yyy1 yyyyy y1' },
  'POST /api/session/unlock': { township: '1111 n nnn1 nnnnn n1' },
  'POST /api/session/lock': { township: '1111 L nnn1 yynnn n1' },
  'PUT /api/session/password': { township: '1111 L nnn1 nnnnn n1' },
  'GET /api/sessions': signedIn,
  'DELETE /api/sessions/:id': {
    own: '1111 L y441 44y44 41',
    other: '1111 L 44y1 44y44 41',
    township: '1111 L 4441 44y44 41',
    missing: '1111 L 4441 44444 41',
    malformed: '1111 L 4441 44444 41',
  },
  'GET /api/accounts': { township: '1111 3 3331 33yy3 31' },
  'POST /api/accounts': { township: '1111 3 3331 33y33 31', malformed: '1111 3 3331 33n33 31' },
  'PATCH /api/accounts/:id': {
    own: '1111 3 3331 33y33 31',
    other: '1111 3 3331 33y33 31',
    township: '1111 3 3331 33y33 31',
    missing: '1111 3 3331 33433 31',
    malformed: '1111 3 3331 33433 31',
  },
  'POST /api/devices': { township: '1111 3 3331 33y33 31', malformed: '1111 3 3331 33n33 31' },
  'GET /api/contacts/:id': {
    own: '1111 y 3331 yy333 31',
    other: '1111 y 3331 yy333 31',
    township: '1111 y 3331 yy333 31',
    missing: '1111 4 3331 44333 31',
    malformed: '1111 4 3331 44333 31',
  },
  'PUT /api/contacts/:id': {
    township: '1111 L 3331 yy333 31',
    missing: '1111 L 3331 yy333 31',
    malformed: '1111 L 3331 44333 31',
  },
  'DELETE /api/contacts/:id': {
    own: '1111 L 3331 yyy33 31',
    other: '1111 L 3331 yyy33 31',
    township: '1111 L 3331 yyy33 31',
    missing: '1111 L 3331 44433 31',
    malformed: '1111 L 3331 44433 31',
  },
  'POST /api/commands': { malformed: '1111 L nnn1 nnn33 31' },
  'GET /api/snapshot': {
    township: '1111 y yyy1 yyyyy y1',
    missing: '1111 4 4441 44444 41',
    malformed: 'nnnn n nnnn nnnnn nn',
  },
  'GET /api/changes': {
    township: '1111 n nnn1 nnnnn n1',
    missing: '1111 4 4441 44444 41',
    malformed: 'nnnn n nnnn nnnnn nn',
  },
  'GET /api/books': signedIn,
  'GET /api/records/:table': {
    own: '1111 y yee1 yyyy3 31',
    other: '1111 y eyy1 yyyy3 31',
    township: '1111 y eee1 yyyy3 31',
    missing: '1111 e eee1 eeee3 31',
    malformed: '1111 4 4441 44443 31',
  },
  'GET /api/journal': {
    township: '1111 y 3331 yyyy3 31',
    missing: '1111 4 3331 44443 31',
    malformed: 'nnnn n nnnn nnnnn nn',
  },
  'GET /api/retention': {
    township: '1111 3 3331 3e3e3 31',
    missing: '1111 3 3331 34343 31',
    malformed: 'nnnn n nnnn nnnnn nn',
  },
  'GET /api/security': { township: '1111 3 3331 333y3 31', malformed: 'nnnn n nnnn nnnnn nn' },
  ...paperRoutes,
  'PUT /api/files/:id': {
    own: '1111 L ynn1 yy333 31',
    other: '1111 L nyy1 yy333 31',
    township: '1111 L nnn1 yy333 31',
    missing: '1111 L nnn1 nn333 31',
    malformed: 'nnnn n nnnn nnnnn nn',
  },
  'GET /api/files/:hash': {
    own: '1111 y y441 yyyy4 41',
    other: '1111 y 4yy1 yyyy4 41',
    township: '1111 y yyy1 yyyyy y1',
    missing: '1111 4 4441 44444 41',
    malformed: '1111 4 4441 44444 41',
  },
};

const never = { township: '1111 L 3331 33333 31' };
/** By the duty desk alone, about anything; what there is not is refused for its own reason. */
const desk = {
  own: '1111 L 3331 yy333 31',
  other: '1111 L 3331 yy333 31',
  township: '1111 L 3331 yy333 31',
  missing: '1111 L 3331 nn333 31',
  malformed: '1111 L nnn1 nnn33 31',
};

/** By the office: the duty desk, and the administrator, who often is its clerk. */
const office = {
  township: '1111 L 3331 yyy33 31',
  missing: '1111 L 3331 nnn33 31',
  malformed: '1111 L nnn1 nnn33 31',
};
/** The same of what is not about anything that could be missing. */
const officeAtAll = { township: office.township, malformed: office.malformed };
const officeRefused = { township: office.missing, missing: office.missing, malformed: office.malformed };
const byLeader = {
  township: '1111 L 3331 3y333 31',
  missing: '1111 L 3331 3n333 31',
  malformed: '1111 L nnn1 nnn33 31',
};

/** By the duty desk alone, and about nothing that could be missing. */
const deskAtAll = { township: desk.township, malformed: desk.malformed };

/** By the duty desk, of what no village has a part in. */
const deskOnly = { township: desk.township, missing: desk.missing, malformed: desk.malformed };
const deskRefused = { ...deskOnly, township: desk.missing };

/** Commands over HTTP. Over the socket it is the same but for MALFORMED_SOCKET: there a post is asked after the form. */
export const COMMANDS: Readonly<Record<string, Cells>> = {
  'account.change': never,
  'book.open': never,
  'book.noteRestore': never,
  'book.openExercise': { township: '1111 L 3331 yyy33 31', malformed: '1111 L nnn1 nnn33 31' },
  'book.close': { township: '1111 L 3331 yyy33 31', missing: '1111 L nnn1 nnn33 31' },
  'unit.setUp': never,
  'unit.change': { township: '1111 L 3331 3yy33 31', malformed: '1111 L nnn1 nnn33 31' },
  'village.add': { township: '1111 L 3331 33y33 31', malformed: '1111 L nnn1 nnn33 31' },
  'village.rename': {
    own: '1111 L 3331 33y33 31',
    other: '1111 L 3331 33y33 31',
    missing: '1111 L 3331 33n33 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'village.pin': {
    own: '1111 L 3331 yyy33 31',
    other: '1111 L 3331 yyy33 31',
    missing: '1111 L 3331 nnn33 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'layer.import': { township: '1111 L 3331 yyy33 31', malformed: '1111 L nnn1 nnn33 31' },
  'layer.remove': {
    township: '1111 L 3331 yyy33 31',
    missing: '1111 L 3331 nnn33 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'report.submit': {
    own: '1111 L y331 yy333 31',
    other: '1111 L 3yy1 yy333 31',
    township: '1111 L 3331 yy333 31',
    missing: '1111 L 3331 nn333 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'report.acknowledge': desk,
  'report.verify': desk,
  'report.return': desk,
  'report.answer': {
    own: '1111 L y441 yy333 31',
    other: '1111 L 4yy1 yy333 31',
    township: '1111 L 4441 yy333 31',
    missing: '1111 L 4441 nn333 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'report.dismiss': desk,
  'report.merge': desk,
  'report.acceptAsIncident': desk,
  'report.join': desk,
  'report.correct': desk,
  'report.photoArrived': never,
  'report.escalate': never,
  'report.archive': never,
  'incident.open': desk,
  'incident.advance': desk,
  'incident.addLine': {
    own: '1111 L y441 yy333 31',
    other: '1111 L 4yy1 yy333 31',
    township: '1111 L 4441 yy333 31',
    missing: '1111 L 4441 nn333 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'incident.correctLine': desk,
  'incident.correct': desk,
  'incident.recordFigure': desk,
  'incident.grade': desk,
  'incident.archive': desk,
  'incident.recall': desk,
  'incident.erase': { ...byLeader, own: byLeader.township, other: byLeader.township },
  'calendar.setYear': officeAtAll,
  'pattern.arrange': { township: '1111 L 3331 3yy33 31', malformed: '1111 L nnn1 nnn33 31' },
  'person.add': officeAtAll,
  'person.change': office,
  'person.retire': office,
  'absence.file': office,
  'absence.end': office,
  'absence.archive': never,
  'shift.assign': office,
  'shift.fill': office,
  'shift.amend': byLeader,
  'roster.publish': { township: '1111 L 3331 3n333 31', malformed: '1111 L nnn1 nnn33 31' },
  'roster.archive': never,
  'substitution.ask': office,
  'substitution.askSwap': officeRefused,
  'substitution.consent': office,
  'substitution.approve': byLeader,
  'substitution.decline': office,
  'substitution.note': officeRefused,
  'substitution.lapse': never,
  'substitution.archive': never,
  'openItem.add': { township: desk.township, malformed: desk.malformed },
  'openItem.update': deskOnly,
  'openItem.close': deskOnly,
  'openItem.reopen': deskOnly,
  'openItem.archive': never,
  'handover.draft': deskRefused,
  'handover.hand': deskRefused,
  'handover.accept': deskRefused,
  'handover.confirm': deskRefused,
  'handover.recall': deskRefused,
  'handover.noteLate': never,
  'handover.archive': never,
  'attendance.signIn': officeRefused,
  'attendance.acknowledgeMissing': {
    township: '1111 L 3331 nn333 31',
    missing: '1111 L 3331 nn333 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'attendance.noteMissing': never,
  'attendance.archive': never,
  ...logCells,
  'zeroReport.plan': deskAtAll,
  'zeroReport.demand': deskAtAll,
  'zeroReport.endDemand': deskAtAll,
  // A liaison's own; the desk files with what was said, and is refused without.
  'zeroReport.file': {
    own: '1111 L y331 nn333 31',
    other: '1111 L 3yy1 nn333 31',
    missing: '1111 L 3331 nn333 31',
    malformed: desk.malformed,
  },
  'zeroReport.correct': {
    own: '1111 L y441 yy333 31',
    other: '1111 L 4yy1 yy333 31',
    missing: '1111 L 4441 nn333 31',
    malformed: desk.malformed,
  },
  'zeroReport.note': { missing: '1111 L 3331 nn333 31', malformed: desk.malformed },
  'zeroReport.open': never,
  'zeroReport.remind': never,
  'zeroReport.noteMissing': never,
  'zeroReport.archive': never,
  ...rollCallCells,
};

/** What is malformed, or of no book, over the socket: whoever has one is told so, whatever his post. */
export const UNREAD_OVER_SOCKET = '1111 L nnn1 nnnnn n1';

/** What everybody may read of the two kinds of canary: words of a village's reports, and titles of its incidents. */
export const CANARIES: Readonly<Record<PrincipalName, readonly string[]>> = {
  anonymous: [],
  expired: [],
  ended: [],
  foreign: [],
  locked: ['*'],
  liaison: ['报own', '题own'],
  otherLiaison: ['报other', '题other'],
  moved: ['报other', '题other'],
  removed: [],
  dutyOfficer: ['*'],
  leader: ['*'],
  administrator: ['*'],
  auditor: ['*'],
  department: ['题own', '题other', '题township'],
  wall: ['题own', '题other', '题township'],
  revokedWall: [],
};
