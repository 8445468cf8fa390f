import { paperRoutes } from './paperRoutes.ts';

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
