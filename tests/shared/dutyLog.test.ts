import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { isEmpty, logOf, LOG_TABLES } from '../../shared/dutyLog/compile.ts';
import type { Sources } from '../../shared/dutyLog/line.ts';
import { LOG_KEEP_DAYS } from '../../shared/dutyLog/noun.ts';
import type { World } from '../../shared/world.ts';
import { DUTY_LIST, filled, may, PUBLISHED } from '../support/nouns/duty.ts';
import { asReport, said } from '../support/nouns/log.ts';
import { acknowledged, GROUND, opened, REPORT, submitted } from '../support/steps.ts';
import { given, in_, openRoom, people, roomAfter, uuid, type Room, type Step } from '../support/world.ts';

const { officer, system, liaisonA } = people;
const LINE = uuid(0x7501);
const ROSTER: readonly Step[] = [...GROUND, ...DUTY_LIST, filled(may()), PUBLISHED];
/** The night of 4 to 5 April is nobody's; this is the first shift that is published. */
const SHIFT = 'd24-2026-05-01';
const line = (what: string, words = '记一条', observedAt: string | null = null) => ({
  what,
  words,
  observedAt,
});
const added = (what: string, more: Partial<Step> = {}): Step => ({
  ...{ type: 'dutyLog.addLine', body: line(what), by: officer, id: LINE },
  ...more,
});

/** A room in the first published shift, which begins on 1 May. */
function onDutyRoom(): Room {
  const room = openRoom();
  roomAfter(ROSTER, room);
  room.wait((Date.parse('2026-05-01T09:00:00+08:00') - Date.parse(room.world.at)) / 60_000);
  return room;
}

const sources = ({ tables }: World) =>
  Object.fromEntries(LOG_TABLES.map((name) => [name, [...tables[name].values()]])) as Sources;
const shiftOf = (room: Room) => {
  const shift = room.world.tables.shift.get(SHIFT);
  if (!shift) throw new Error('no shift');
  return shift;
};

describe('a line by hand', () => {
  it('is of the shift that was on', () => {
    const { room } = in_(onDutyRoom())
      .when('dutyLog.addLine', line('patrol', '零时巡查正常'), officer, { id: LINE })
      .then(['dutyLog.lineAdded']);
    expect(room.world.tables.dutyLog.get(LINE)).toMatchObject({ shiftId: SHIFT, words: '零时巡查正常' });
  });
  it('is nobody’s when nobody was on duty, and of no time to come', () => {
    const { room } = given(...GROUND)
      .when('dutyLog.addLine', line('note'), officer, { id: LINE })
      .then(['dutyLog.lineAdded']);
    expect(room.world.tables.dutyLog.get(LINE)?.shiftId).toBeNull();
    in_(room)
      .when('dutyLog.addLine', line('note', '以后', '2026-04-07T00:00:00+08:00'), officer)
      .then('dutyLog.future');
    in_(room).when('dutyLog.addLine', line('note'), liaisonA).then('command.not-allowed');
  });
  it('is struck through by a correction, and kept', () => {
    const better = { dutyLogId: LINE, words: '记对了', reason: '记错' };
    const { room } = given(...GROUND, added('note'))
      .when('dutyLog.correctLine', better, officer, { id: uuid(0x7502) })
      .then(['dutyLog.lineCorrected'])
      .again('dutyLog.line-unknown');
    const { dutyLog } = room.world.tables;
    expect(dutyLog.get(LINE)).toMatchObject({ words: '记一条', correctedBy: uuid(0x7502) });
    expect(dutyLog.get(uuid(0x7502))).toMatchObject({ words: '记对了', reason: '记错', correctedBy: null });
    in_(room)
      .when('dutyLog.correctLine', { ...better, dutyLogId: uuid(0x7502) }, officer)
      .then('dutyLog.nothing-changed');
  });
});

describe('“nothing unusual”', () => {
  const nothing = line('nothing', '本班无异常情况');
  it('is said once in a shift', () => {
    in_(onDutyRoom())
      .when('dutyLog.addLine', nothing, officer)
      .then(['dutyLog.lineAdded'])
      .again('dutyLog.nothing-twice');
  });
  it('is of a shift', () => {
    given(...GROUND)
      .when('dutyLog.addLine', nothing, officer)
      .then('dutyLog.no-shift');
  });
  it.each([
    ['an incident', opened()],
    ['an urgent report', submitted()],
  ])('is not said after %s', (_what, step) => {
    in_(roomAfter([step], onDutyRoom()))
      .when('dutyLog.addLine', nothing, officer)
      .then('dutyLog.not-nothing');
  });
  it('is said after a routine report, and again once it was corrected', () => {
    const room = roomAfter([submitted({ urgency: 'routine' })], onDutyRoom());
    in_(room).when('dutyLog.addLine', nothing, officer, { id: LINE }).then(['dutyLog.lineAdded']);
    const better = { dutyLogId: LINE, words: '有一次停电', reason: '漏记' };
    in_(room).when('dutyLog.correctLine', better, officer).then(['dutyLog.lineCorrected']);
    in_(room).when('dutyLog.addLine', nothing, officer).then(['dutyLog.lineAdded']);
  });
});

describe('the archive', () => {
  it('takes a line after 62 days', () => {
    const { room } = given(...GROUND, added('note'))
      .when('dutyLog.archive', { dutyLogId: LINE }, system)
      .then('dutyLog.kept');
    const due = [...catalogue.due(room.world)].find(({ type }) => type === 'dutyLog.archive');
    const recorded = Date.parse(room.world.tables.dutyLog.get(LINE)?.recordedAt ?? '');
    expect(Date.parse(due?.at ?? '') - recorded).toBe(LOG_KEEP_DAYS * 24 * 60 * 60_000);
    room.wait(LOG_KEEP_DAYS * 24 * 60);
    in_(room)
      .when('dutyLog.archive', { dutyLogId: LINE }, system)
      .then(['dutyLog.archived'])
      .again('dutyLog.line-unknown');
  });
});

describe('the log of a shift', () => {
  it('fills itself, the earliest first, and is of its own hours alone', () => {
    const room = roomAfter([submitted(), acknowledged()], onDutyRoom());
    const call = said({ words: '问路', becomes: null });
    roomAfter(
      [
        { type: 'call.register', body: call, by: officer },
        { type: 'call.register', body: said({ callId: uuid(0x7602), becomes: asReport() }), by: officer },
        added('weather'),
      ],
      room,
    );
    const shift = shiftOf(room);
    const lines = logOf(sources(room.world), shift);
    expect(lines.map(({ kind }) => kind)).toEqual(['report', 'report', 'call', 'call', 'own']);
    expect(lines[0]).toMatchObject({ about: { table: 'report', id: REPORT }, major: true });
    expect(lines.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
    const first = lines[0]?.at ?? '';
    expect(logOf(sources(room.world), { startsAt: first, endsAt: shift.endsAt })).toHaveLength(5);
    expect(logOf(sources(room.world), { startsAt: shift.startsAt, endsAt: first })).toEqual([]);
  });
  it('is empty until something is written', () => {
    const room = onDutyRoom();
    expect(isEmpty(logOf(sources(room.world), shiftOf(room)))).toBe(true);
    roomAfter([added('nothing')], room);
    expect(isEmpty(logOf(sources(room.world), shiftOf(room)))).toBe(false);
  });
});
