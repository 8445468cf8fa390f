import { CALL_CHANNELS, CATEGORIES } from '../../../shared/call/contract.ts';
import { CALL_KEEP_DAYS } from '../../../shared/call/noun.ts';
import { LOG_KINDS } from '../../../shared/dutyLog/contract.ts';
import { LOG_KEEP_DAYS } from '../../../shared/dutyLog/noun.ts';
import { VILLAGE, type Fixtures } from '../access/fixtures.ts';
import type { Target } from '../access/table.ts';
import type { Dice } from '../makers.ts';
import { at } from '../steps.ts';
import { people, uuid, VILLAGE_A, VILLAGE_B, type Room, type Step } from '../world.ts';
import { filled, FIRST, PERSON, plan, PUBLISHED, SECOND } from './duty.ts';

type Body = Record<string, unknown>;
const DAY_MINUTES = 24 * 60;

/** What is taken down of a plain call. */
export function said(more: Body = {}): Body {
  return {
    callId: uuid(0x7601),
    direction: 'in',
    channel: 'phone',
    at: null,
    caller: { unit: '束龙沟村', name: '甲', post: '联络员', contactId: null },
    villageId: VILLAGE_A,
    category: 'query',
    words: '问低保怎么办理',
    alreadyReportedTo: null,
    instruction: null,
    leaderId: null,
    handling: null,
    result: null,
    missed: false,
    closes: false,
    becomes: null,
    ...more,
  };
}

/** What a caller tells of smoke. */
export function told(more: Body = {}): Body {
  const place = at(VILLAGE_A);
  return {
    urgency: 'urgent',
    place,
    casualties: null,
    happenedAt: null,
    foundAt: null,
    fileIds: [],
    ...more,
  };
}
export const asReport = (more: Body = {}) => ({ report: { kind: 'U02', ...told(more) } });
export const asIncident = (more: Body = {}) => ({
  incident: { kind: 'N01', title: '束龙沟村北坡火情', ...told(more) },
});

/** Bodies for the property tests. */
export const makers = {
  'call.register': (room: Room, dice: Dice) => {
    const becomes = dice.one([null, asReport(), asIncident(), asReport({ urgency: 'routine' })]);
    const missed = becomes === null && dice.chance(30);
    return said({
      callId: uuid(0x76000 + room.world.seq),
      channel: dice.one(CALL_CHANNELS),
      category: dice.one(CATEGORIES),
      villageId: dice.one([VILLAGE_A, VILLAGE_B, null]),
      words: missed ? null : '来电内容',
      ...{ becomes, missed, closes: !missed && dice.chance(40) },
    });
  },
  'call.correct': (room: Room, dice: Dice) => ({
    ...callOf(room, dice, true),
    reason: '听错',
    words: `更正${dice.roll(9)}`,
    ...(dice.chance(40) ? { villageId: VILLAGE_B } : {}),
  }),
  'call.handle': (room: Room, dice: Dice) => ({ ...callOf(room, dice), ...done, leaderId: null }),
  'call.close': (room: Room, dice: Dice) => ({ ...callOf(room, dice), result: '已答复' }),
  'call.archive': (room: Room, dice: Dice) => callOf(room, dice, true),
  'dutyLog.addLine': (_room: Room, dice: Dice) => ({
    what: dice.one(LOG_KINDS),
    words: '巡查一切正常',
    observedAt: null,
  }),
  'dutyLog.correctLine': (room: Room, dice: Dice) => ({
    ...lineOf(room, dice),
    words: `更正${dice.roll(9)}`,
    reason: '记错',
  }),
  'dutyLog.archive': (room: Room, dice: Dice) => {
    if (room.world.tables.dutyLog.size > 0 && dice.chance(15)) room.wait((LOG_KEEP_DAYS + 1) * DAY_MINUTES);
    return lineOf(room, dice);
  },
};

const done = { instruction: '马上去看', handling: '已回电', result: null };

function callOf(room: Room, dice: Dice, any = false): { callId: string } {
  const calls = [...room.world.tables.call.values()].filter(({ closedAt }) => any || closedAt === null);
  return { callId: dice.one(calls)?.id ?? uuid(0xdead) };
}

function lineOf(room: Room, dice: Dice): { dutyLogId: string } {
  return { dutyLogId: dice.one([...room.world.tables.dutyLog.keys()]) ?? uuid(0xdead) };
}

/** A shift with a log and calls, in a book of its own: every command with every field, and every event. */
export function* golden(): Generator<Step> {
  const { officer, system } = people;
  const clock = { startsAt: '2026-05-31T08:00:00.000+08:00', speed: 1 };
  yield { type: 'book.openExercise', body: { kind: 'exercise', title: '日志演练', ...clock }, by: officer };
  yield filled([plan('2026-05-30', 'd24', SECOND), plan('2026-05-31', 'd24', FIRST)]);
  yield PUBLISHED;
  const by = (type: Step['type'], body: Body, more: Partial<Step> = {}): Step => ({
    ...{ type, body, by: officer },
    ...more,
  });
  const line = { what: 'weather', words: '晴，西南风6级', observedAt: '2026-05-31T08:35:00+08:00' };
  yield by('dutyLog.addLine', line, { id: uuid(0x3e7501), wait: 42 });
  yield by('dutyLog.addLine', { ...line, what: 'nothing', words: '本班无异常情况' });
  const better = { dutyLogId: uuid(0x3e7501), words: '晴，西南风5级', reason: '看错' };
  yield by('dutyLog.correctLine', better, { id: uuid(0x3e7502) });
  const casualties = { dead: 0, missing: 0, severe: 0, minor: 1, trapped: null, evacuated: 17 };
  const point = { lat: 42.8125, lng: 120.6125 };
  const place = { villageId: VILLAGE_A, point, source: 'map', accuracy: 12.5, detail: '3组 东侧' };
  const times = { happenedAt: '2026-05-31T08:30:00+08:00', foundAt: '2026-05-31T00:32:00.5Z' };
  const full = {
    at: '2026-05-31T08:41:00+08:00',
    caller: { unit: '护林站', name: '甲', post: '护林员', contactId: uuid(0x7001) },
    category: 'incident',
    words: '北坡林草结合部起烟',
    alreadyReportedTo: '旗森防办 08:39',
    ...{ instruction: '立即核实', leaderId: PERSON.leader, handling: '派村队', result: '已到现场' },
  };
  const all = { place, casualties, ...times, fileIds: [uuid(0x3e7507)] };
  const asked = { ...full, callId: uuid(0x3e7503), closes: true };
  yield by('call.register', said({ ...asked, becomes: asIncident(all) }), { id: uuid(0x3e7504) });
  yield by('call.register', said({ callId: uuid(0x3e7505), becomes: asReport() }), { id: uuid(0x3e7506) });
  const callId = uuid(0x3e7508);
  yield by('call.register', said({ callId, words: null, missed: true, category: 'other' }));
  const { instruction, leaderId, handling, result } = full;
  yield by('call.handle', { callId, instruction, leaderId, handling, result });
  const rung = { direction: 'in', channel: 'mobile', caller: full.caller };
  const changed = { ...rung, villageId: VILLAGE_B, at: full.at };
  const words = { category: 'query', words: '问路是否通', alreadyReportedTo: '无' };
  yield by('call.correct', { callId, reason: '听错', ...changed, ...words });
  yield by('call.close', { callId, result: '已答复' });
  const later = { by: system, wait: (CALL_KEEP_DAYS + 1) * DAY_MINUTES };
  yield by('call.archive', { callId }, later);
  yield by('dutyLog.archive', { dutyLogId: uuid(0x3e7502) }, { by: system, wait: 40 * DAY_MINUTES });
}

/** Bodies for the access table. */
export const bodies: Record<string, (make: Fixtures, target: Target) => Promise<Body> | Body> = {
  'call.register': (make, target) => {
    const places: Partial<Record<Target, string>> = { missing: 'nowhere', malformed: '../x' };
    const villageId = places[target] ?? VILLAGE[make.whose(target)];
    return said({ callId: uuid(0x79000 + make.next()), villageId });
  },
  'call.correct': async (make, target) => ({
    ...(await call(make, target)),
    ...{ reason: '更正', words: `更正 ${make.next()}` },
  }),
  'call.handle': async (make, target) => ({ ...(await call(make, target)), ...done, leaderId: null }),
  'call.close': async (make, target) => ({ ...(await call(make, target)), result: '已答复' }),
  'call.archive': call,
  'dutyLog.addLine': (_make, target) => ({
    ...{ what: 'note', words: '记一条', observedAt: null },
    ...(target === 'malformed' ? { what: 'x' } : {}),
  }),
  'dutyLog.correctLine': async (make, target) => ({
    dutyLogId: await make.idFor(target, () =>
      make.give('dutyLog.addLine', { what: 'note', words: '记错', observedAt: null }),
    ),
    ...{ words: `更正 ${make.next()}`, reason: '更正' },
  }),
  'dutyLog.archive': (_make, target) => ({ dutyLogId: target === 'malformed' ? '../x' : uuid(0xdead) }),
};

async function call(make: Fixtures, target: Target): Promise<Body> {
  const callId = uuid(0x78000 + make.next());
  const made = async () => {
    await make.give('call.register', said({ callId, villageId: VILLAGE[make.whose(target)] }));
    return callId;
  };
  return { callId: await make.idFor(target, made) };
}
