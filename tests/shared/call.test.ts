import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import type { Call } from '../../shared/call/contract.ts';
import { DUTY_LIST, PERSON } from '../support/nouns/duty.ts';
import { asIncident, asReport, said, told } from '../support/nouns/log.ts';
import { at, GROUND, opened } from '../support/steps.ts';
import {
  given,
  in_,
  NO_VILLAGE,
  people,
  START,
  uuid,
  VILLAGE_B,
  type Room,
  type Step,
} from '../support/world.ts';

const { officer, liaisonA, system, administrator } = people;
const ID = uuid(0x7601);
const COMMAND = uuid(0x7602);
const none = { instruction: null, leaderId: null, handling: null, result: null };
const registered = (more: object = {}, id = COMMAND): Step => ({
  ...{ type: 'call.register', body: said({ ...more }), by: officer, id },
});
const callOf = ({ world }: Room) => world.tables.call.get(ID) as Call;

describe('a call', () => {
  it('is taken down once', () => {
    const { room } = given(...GROUND)
      .when('call.register', said(), officer, { id: COMMAND })
      .then(['call.registered'])
      .again('call.exists');
    expect(callOf(room)).toMatchObject({ closedAt: null, reportId: null, at: room.entries.at(-1)?.at });
  });
  it('becomes a report of the command’s id that is signed for, in one entry', () => {
    const { room } = given(...GROUND)
      .when('call.register', said({ becomes: asReport() }), officer, { id: COMMAND })
      .then(['call.registered', 'report.submitted', 'report.acknowledged'])
      .again('call.exists');
    expect(room.world.tables.report.get(COMMAND)).toMatchObject({
      ...{ state: 'acknowledged', words: '问低保怎么办理', channel: 'phone', submittedBy: { id: 'officer' } },
      informant: { unit: '束龙沟村', name: '甲' },
    });
    expect(callOf(room)).toMatchObject({ reportId: COMMAND, incidentId: null });
    expect(callOf(room).closedAt).not.toBeNull();
  });
  it('becomes an incident in one step, with the report it came of', () => {
    const { room } = given(...GROUND, opened())
      .when('call.register', said({ becomes: asIncident() }), officer, { id: COMMAND })
      .then([
        ...['call.registered', 'report.submitted', 'report.acknowledged', 'tally.counted'],
        ...['incident.opened', 'report.becameIncident', 'incident.reportJoined'],
      ]);
    const { incident, report } = room.world.tables;
    expect(incident.get(COMMAND)).toMatchObject({ number: 2, source: `report/${COMMAND}` });
    expect(report.get(COMMAND)).toMatchObject({ state: 'incident', incidentId: COMMAND });
    expect(callOf(room)).toMatchObject({ reportId: COMMAND, incidentId: COMMAND });
  });
  it.each([
    ['call.no-words', { words: null }],
    ['call.missed-out', { missed: true, words: null, direction: 'out' }],
    ['call.missed', { missed: true, words: null, closes: true }],
    ['call.missed', { missed: true, becomes: asReport() }],
    ['call.village-unknown', { villageId: NO_VILLAGE }],
    ['call.leader-unknown', { leaderId: uuid(0xdead) }],
    ['call.future', { at: '2026-04-05T18:00:00+08:00' }],
    ['report.village-unknown', { becomes: { report: { kind: 'U02', ...told({ place: at(NO_VILLAGE) }) } } }],
    ['report.no-place', { becomes: asReport({ place: at(null) }) }],
    ['report.future', { becomes: asIncident({ happenedAt: '2026-04-05T18:00:00+08:00' }) }],
  ])('is refused as %s', (code, more) => {
    given(...GROUND)
      .when('call.register', said(more), officer)
      .then(code);
  });
  it('is taken down by the desk alone', () => {
    for (const by of [liaisonA, administrator])
      given(...GROUND)
        .when('call.register', said(), by)
        .then('command.not-allowed');
  });
});

describe('a missed call', () => {
  const missed = registered({ missed: true, words: null });
  it('stays open until somebody has called back', () => {
    const { room } = given(...GROUND, missed)
      .when('call.close', { callId: ID, result: null }, officer)
      .then('call.missed');
    in_(room)
      .when('call.handle', { callId: ID, ...none, handling: '已回电，问路' }, officer)
      .then(['call.handled']);
    in_(room)
      .when('call.close', { callId: ID, result: '已答复' }, officer)
      .then(['call.closed'])
      .again('call.closed');
    expect(callOf(room)).toMatchObject({ handling: '已回电，问路', result: '已答复', missed: true });
  });
});

describe('what is done about a call', () => {
  it('leaves what is not said as it was', () => {
    const { room } = given(...GROUND, ...DUTY_LIST, registered({ handling: '已记下' }))
      .when('call.handle', { callId: ID, ...none, instruction: '去看', leaderId: PERSON.leader }, officer)
      .then(['call.handled']);
    expect(callOf(room)).toMatchObject({ handling: '已记下', instruction: '去看', leaderId: PERSON.leader });
  });
  it.each([
    ['call.nothing-said', none],
    ['call.leader-unknown', { ...none, handling: '办', leaderId: uuid(0xdead) }],
  ])('is refused as %s', (code, body) => {
    given(...GROUND, registered())
      .when('call.handle', { callId: ID, ...body }, officer)
      .then(code);
  });
  it('is over when the call is closed, and of no call that is not there', () => {
    given(...GROUND, registered({ closes: true }))
      .when('call.handle', { callId: ID, ...none, handling: '办' }, officer)
      .then('call.closed');
    for (const [type, more] of [
      ['call.handle', { ...none, handling: '办' }],
      ['call.close', { result: null }],
      ['call.correct', { reason: '听错', words: '别的' }],
    ] as const)
      given(...GROUND)
        .when(type, { callId: ID, ...more }, officer)
        .then('call.unknown');
  });
});

describe('a correction', () => {
  it('keeps what was said before beside what is right, also of a closed call', () => {
    const { room } = given(...GROUND, registered({ closes: true }))
      .when('call.correct', { callId: ID, reason: '听错', words: '问医保', villageId: VILLAGE_B }, officer)
      .then(['call.corrected'])
      .again('call.nothing-changed');
    expect(callOf(room)).toMatchObject({
      words: '问医保',
      villageId: VILLAGE_B,
      corrections: 1,
      reason: '听错',
    });
    expect(callOf(room).was).toMatchObject({ words: '问低保怎么办理' });
  });
  it.each([
    ['call.no-words', { words: null }],
    ['call.village-unknown', { villageId: NO_VILLAGE }],
    ['call.future', { at: '2026-04-06T18:00:00+08:00' }],
    ['call.nothing-changed', { words: '问低保怎么办理' }],
  ])('is refused as %s', (code, changed) => {
    given(...GROUND, registered())
      .when('call.correct', { callId: ID, reason: '更正', ...changed }, officer)
      .then(code);
  });
  it('is refused to who saw an older row', () => {
    given(...GROUND, registered())
      .when('call.correct', { callId: ID, reason: '更正', words: '别的' }, officer, { ifSeq: 1 })
      .then('command.stale');
  });
});

describe('the archive', () => {
  it('takes a closed call after thirty days', () => {
    const { room } = given(...GROUND, registered({ closes: true, at: START }))
      .when('call.archive', { callId: ID }, system)
      .then(['call.archived'])
      .again('call.unknown');
    expect(room.world.tables.call.size).toBe(0);
    const kept = given(...GROUND, registered({ closes: true })).when('call.archive', { callId: ID }, officer);
    const { room: before } = kept.then('command.not-allowed');
    const dues = [...catalogue.due(before.world)].filter(({ type }) => type === 'call.archive');
    const closed = Date.parse(callOf(before).closedAt ?? '');
    expect(dues.map((due) => Date.parse(due.at) - closed)).toEqual([30 * 24 * 60 * 60_000]);
  });
  it('takes no open one', () => {
    const { room } = given(...GROUND, registered())
      .when('call.archive', { callId: ID }, system)
      .then('call.not-closed');
    expect([...catalogue.due(room.world)].some(({ type }) => type === 'call.archive')).toBe(false);
  });
});
