import { describe, expect, it } from 'vitest';
import { incidentNumber } from '../../shared/incident/contract.ts';
import { isRefusal } from '../../shared/refusal.ts';
import {
  accepted,
  at,
  desk,
  fire,
  GROUND,
  INCIDENT,
  LINE,
  opened,
  OTHER_INCIDENT,
  submitted,
  through,
} from '../support/steps.ts';
import { given, in_, NO_VILLAGE, people, roomAfter, VILLAGE_A, VILLAGE_B } from '../support/world.ts';

const { officer, leader, liaisonA, liaisonB } = people;
const open = [...GROUND, opened()];
const LATE = '2026-04-05T13:30:00+08:00';

describe('opening an incident without a report', () => {
  it('counts and opens', () => {
    const { room } = given(...GROUND)
      .when('incident.open', fire(), officer, { id: INCIDENT })
      .then([
        { type: 'tally.counted', id: 'incident-2026', last: 1 } as never,
        { ...fire(), type: 'incident.opened', id: INCIDENT, year: 2026, number: 1 } as never,
      ])
      .again(['tally.counted', 'incident.opened']);
    const incident = room.world.tables.incident.get(INCIDENT);
    expect(incident).toMatchObject({
      state: 'registered',
      reached: { registered: '2026-04-05T13:22:00.000+08:00' },
      grade: null,
      figures: {},
      openedBy: { post: '值班员' },
    });
    expect([...room.world.tables.incident.values()].map(incidentNumber)).toEqual(['INC-01', 'INC-02']);
  });
  it.each([
    ['incident.village-unknown', { villageId: NO_VILLAGE }],
    ['incident.village-unknown', { place: at(NO_VILLAGE) }],
    ['incident.no-place', { place: at(null) }],
    ['incident.future', { happenedAt: LATE }],
    ['incident.future', { foundAt: LATE }],
    ['incident.future', { receivedAt: LATE }],
  ])('is refused with %s for %j', (code, wrong) => {
    given(...GROUND)
      .when('incident.open', fire(wrong), officer)
      .then(code);
  });
  it('takes a time that is ahead by no more than five minutes', () => {
    given(...GROUND)
      .when('incident.open', fire({ receivedAt: '2026-04-05T13:27:00+08:00' }), officer)
      .then(['tally.counted', 'incident.opened']);
  });
  it('starts its numbers anew with the year of the unit’s zone', () => {
    const room = roomAfter(open);
    // 270 days and 10 h on: 23:23 on the last day of the year; an hour later it is 2027 here and 2026 in Greenwich.
    room.wait((270 * 24 + 10) * 60);
    in_(room).when('incident.open', fire(), officer).then(['tally.counted', 'incident.opened']);
    room.wait(60);
    in_(room).when('incident.open', fire(), officer).then(['tally.counted', 'incident.opened']);
    expect([...room.world.tables.incident.values()].map(({ year, number }) => [year, number])).toEqual([
      [2026, 1],
      [2026, 2],
      [2027, 1],
    ]);
  });
});

describe('the way of an incident', () => {
  const advance = (to: string, reason: string | null = null) => ({
    incidentId: INCIDENT,
    to,
    observedAt: null,
    reason,
  });
  it('is kept with when each state was reached', () => {
    const observedAt = '2026-04-05T13:10:00+08:00';
    const { room } = given(...open)
      .when('incident.advance', { ...advance('verified'), observedAt }, officer)
      .then([{ type: 'incident.advanced', id: INCIDENT, to: 'verified', observedAt, reason: null } as never])
      .again('incident.already');
    expect(room.world.tables.incident.get(INCIDENT)).toMatchObject({
      state: 'verified',
      reached: { registered: '2026-04-05T13:22:00.000+08:00', verified: observedAt },
    });
  });
  it('has no short cuts, and says so in words', () => {
    const { room } = given(...open)
      .when('incident.advance', advance('closed'), officer)
      .then('incident.not-from-here');
    expect(room.ask(desk('incident.advance', advance('closed')))).toMatchObject({
      zh: '不能从“接报”到“办结”',
      en: 'It cannot go from “Registered” to “Closed”',
    });
  });
  const ways: [string, string[], string][] = [
    ['a false alarm', [], 'falseAlarm'],
    ['verifying what was a false alarm', ['falseAlarm'], 'verifying'],
    ['responding again', ['responding', 'controlled'], 'responding'],
    ['responding again after closing', ['responding', 'controlled', 'closed'], 'responding'],
    ['responding for the first time after it was under control', ['verified', 'controlled'], 'responding'],
    ['responding to a closed false alarm', ['falseAlarm', 'closed'], 'responding'],
  ];
  it.each(ways)('needs a reason for %s', (_what, before, to) => {
    const steps = [...open, ...through(before)];
    given(...steps)
      .when('incident.advance', advance(to), officer)
      .then('incident.reason-needed');
    given(...steps)
      .when('incident.advance', advance(to, '复燃'), officer)
      .then(['incident.advanced']);
  });
  it('needs none to go on', () => {
    const room = roomAfter(open);
    for (const to of ['verifying', 'verified', 'responding', 'controlled', 'closed']) {
      in_(room).when('incident.advance', advance(to), officer).then(['incident.advanced']);
    }
  });
  it('refuses a time to come, an incident there is not, and an old view', () => {
    given(...open)
      .when('incident.advance', { ...advance('verified'), observedAt: LATE }, officer)
      .then('incident.future');
    given(...GROUND)
      .when('incident.advance', advance('verified'), officer)
      .then('incident.unknown');
    given(...open, ...through(['verifying']))
      .when('incident.advance', advance('verified'), officer, { ifSeq: 3 })
      .then('command.stale');
  });
});

describe('the chronology', () => {
  const note = { incidentId: INCIDENT, words: '阵风增强', observedAt: null };
  it('takes lines of the desk and of the village’s own liaison, as many as there are', () => {
    const room = roomAfter([...GROUND, submitted(), accepted()]);
    in_(room)
      .when('incident.addLine', note, liaisonA, { id: LINE })
      .then([
        {
          type: 'incident.lineAdded',
          id: INCIDENT,
          words: '阵风增强',
          observedAt: null,
          lineId: LINE,
          villageId: VILLAGE_A,
        } as never,
      ])
      .again(['incident.lineAdded']);
    in_(room).when('incident.addLine', note, leader, { ifSeq: 4 }).then(['incident.lineAdded']);
    expect([...room.world.tables.line.values()].slice(2).map(({ villageId }) => villageId)).toEqual([
      VILLAGE_A,
      VILLAGE_A,
      null,
    ]);
  });
  it('tells a liaison of another village that there is no such thing', () => {
    given(...GROUND, submitted(), accepted())
      .when('incident.addLine', note, liaisonB)
      .then('command.unknown-target');
  });
  it('refuses a time to come and an incident there is not', () => {
    given(...open)
      .when('incident.addLine', { ...note, observedAt: LATE }, liaisonB)
      .then('incident.future');
    given(...GROUND)
      .when('incident.addLine', note, officer)
      .then('incident.unknown');
  });
  it('keeps a corrected line beside the right one, of the same time and village', () => {
    const observedAt = '2026-04-05T13:05:00+08:00';
    const written = { ...desk('incident.addLine', { ...note, observedAt }, { id: LINE }), by: liaisonB };
    const right = { incidentId: INCIDENT, lineId: LINE, words: '阵风减弱', reason: '听错' };
    const { room } = given(...open, written)
      .when('incident.correctLine', right, officer, { id: OTHER_INCIDENT })
      .then(['incident.lineCorrected'])
      .again('incident.line-unknown');
    expect(room.world.tables.line.get(LINE)).toMatchObject({
      words: '阵风增强',
      correctedBy: OTHER_INCIDENT,
    });
    expect(room.world.tables.line.get(OTHER_INCIDENT)).toMatchObject({
      words: '阵风减弱',
      observedAt,
      villageId: VILLAGE_B,
      reason: '听错',
      correctedBy: null,
    });
  });
  it('corrects notes alone, and those of this incident', () => {
    const right = { incidentId: INCIDENT, lineId: '3-opened', words: '阵风减弱', reason: '听错' };
    given(...open)
      .when('incident.correctLine', right, officer)
      .then('incident.line-unknown');
    given(...open, opened({}, OTHER_INCIDENT), desk('incident.addLine', note, { id: LINE }))
      .when('incident.correctLine', { ...right, incidentId: OTHER_INCIDENT, lineId: LINE }, officer)
      .then('incident.line-unknown');
    given(...open)
      .when('incident.correctLine', { ...right, lineId: LINE }, officer)
      .then('incident.line-unknown');
  });
});

describe('figures', () => {
  const figure = {
    incidentId: INCIDENT,
    figure: 'burnedArea',
    value: 0.3,
    source: '现场照片',
    observedAt: null,
  };
  it('come with their source; a later one replaces the figure and adds a line', () => {
    const { room } = given(...open)
      .when('incident.recordFigure', figure, officer)
      .then(['incident.figureRecorded'])
      .again(['incident.figureRecorded']);
    in_(room)
      .when('incident.recordFigure', { ...figure, figure: 'dead', value: 0 }, officer)
      .then(['incident.figureRecorded']);
    expect(room.world.tables.incident.get(INCIDENT)?.figures).toMatchObject({
      burnedArea: { value: 0.3, source: '现场照片', observedAt: '2026-04-05T13:24:00.000+08:00' },
      dead: { value: 0 },
    });
    expect([...room.world.tables.line.values()].filter(({ what }) => what === 'figure')).toHaveLength(3);
  });
  it('refuses a time to come, an incident there is not, and an old view', () => {
    given(...open)
      .when('incident.recordFigure', { ...figure, observedAt: LATE }, officer)
      .then('incident.future');
    given(...GROUND)
      .when('incident.recordFigure', figure, officer)
      .then('incident.unknown');
    given(...open, ...through(['verified']))
      .when('incident.recordFigure', figure, officer, { ifSeq: 3 })
      .then('command.stale');
  });
});

it('every answer of an incident is a list of events or a refusal in both languages', () => {
  const room = roomAfter(open);
  const refusal = room.ask(desk('incident.archive', { incidentId: INCIDENT }));
  expect(isRefusal(refusal) && refusal.zh && refusal.en).toBeTruthy();
});
