import { describe, expect, it } from 'vitest';
import {
  accepted,
  acknowledged,
  archived,
  at,
  desk,
  fire,
  GROUND,
  INCIDENT,
  opened,
  OTHER_INCIDENT,
  OTHER_REPORT,
  REPORT,
  submitted,
  takenDown,
  THIRD_REPORT,
  through,
} from '../support/steps.ts';
import { given, in_, NO_VILLAGE, people, roomAfter, VILLAGE_A } from '../support/world.ts';

const { officer, leader, liaisonA } = people;
const open = [...GROUND, opened()];
const graded = desk('incident.grade', { incidentId: INCIDENT, grade: 4, basis: '受害森林不足1公顷' });

describe('grading', () => {
  const body = { incidentId: INCIDENT, grade: 4, basis: '受害森林不足1公顷' };
  it('is kept with its basis, and can be taken back', () => {
    const { room } = given(...open)
      .when('incident.grade', body, officer)
      .then([{ type: 'incident.graded', id: INCIDENT, grade: 4, basis: body.basis } as never])
      .again(['incident.graded']);
    expect(room.world.tables.incident.get(INCIDENT)).toMatchObject({ grade: 4, gradeBasis: body.basis });
    in_(room)
      .when('incident.grade', { ...body, grade: null, basis: '待核' }, officer)
      .then(['incident.graded']);
    expect(room.world.tables.incident.get(INCIDENT)).toMatchObject({ grade: null, gradeBasis: '待核' });
  });
  it('is refused for social-security incidents; taking back is not', () => {
    given(...GROUND, opened({ kind: 'SS01' }))
      .when('incident.grade', body, officer)
      .then('incident.not-graded')
      .again('incident.not-graded');
    given(...GROUND, opened({ kind: 'SS01' }))
      .when('incident.grade', { ...body, grade: null }, officer)
      .then(['incident.graded']);
  });
  it('is lost when the incident turns out to be a social-security one', () => {
    const changed = { kind: 'SS02' };
    const { room } = given(...open, graded)
      .when('incident.correct', { incidentId: INCIDENT, reason: '系人为纵火', ...changed }, officer)
      .then([
        { type: 'incident.corrected', id: INCIDENT, changed, reason: '系人为纵火' } as never,
        { type: 'incident.graded', id: INCIDENT, grade: null, basis: '系人为纵火' } as never,
      ])
      .again('incident.nothing-changed');
    expect(room.world.tables.incident.get(INCIDENT)).toMatchObject({ kind: 'SS02', grade: null });
  });
  it('refuses an incident there is not, and an old view', () => {
    given(...GROUND)
      .when('incident.grade', body, officer)
      .then('incident.unknown');
    given(...open, graded)
      .when('incident.grade', body, officer, { ifSeq: 3 })
      .then('command.stale');
  });
});

describe('correcting an incident', () => {
  const reason = '地名写错';
  it('keeps the fields that really change, and writes a line with their names', () => {
    const { room } = given(...open)
      .when(
        'incident.correct',
        { incidentId: INCIDENT, reason, title: '北坡火情', kind: 'N01', villageId: VILLAGE_A },
        officer,
      )
      .then(['incident.corrected'])
      .again('incident.nothing-changed');
    expect(room.entries.at(-1)?.events).toEqual([
      {
        type: 'incident.corrected',
        id: INCIDENT,
        changed: { title: '北坡火情', villageId: VILLAGE_A },
        reason,
      },
    ]);
    expect(room.world.tables.incident.get(INCIDENT)).toMatchObject({ title: '北坡火情', corrections: 1 });
    expect([...room.world.tables.line.values()].at(-1)).toMatchObject({
      what: 'correction',
      words: 'title villageId',
    });
  });
  it('leaves an ungraded one ungraded', () => {
    given(...open)
      .when('incident.correct', { incidentId: INCIDENT, reason, kind: 'SS02' }, officer)
      .then(['incident.corrected']);
  });
  it.each([
    ['incident.nothing-changed', {}],
    ['incident.village-unknown', { villageId: NO_VILLAGE }],
    ['incident.village-unknown', { place: at(NO_VILLAGE) }],
    ['incident.no-place', { place: at(null) }],
    ['incident.future', { happenedAt: '2026-04-05T13:30:00+08:00' }],
    ['incident.future', { foundAt: '2026-04-05T13:30:00+08:00' }],
  ])('is refused with %s for %j', (code, changed) => {
    given(...open)
      .when('incident.correct', { incidentId: INCIDENT, reason, ...changed }, officer)
      .then(code);
  });
  it('refuses an incident there is not, and an old view', () => {
    const body = { incidentId: INCIDENT, reason, title: '火情' };
    given(...GROUND)
      .when('incident.correct', body, officer)
      .then('incident.unknown');
    given(...open, graded)
      .when('incident.correct', body, officer, { ifSeq: 3 })
      .then('command.stale');
  });
});

describe('archiving', () => {
  const body = { incidentId: INCIDENT };
  const closed = through(['responding', 'controlled', 'closed']);
  const joined = [...GROUND, submitted(), accepted()];
  it('takes the incident, its lines and its reports out of the World', () => {
    const { room } = given(...joined, ...closed)
      .when('incident.archive', body, officer)
      .then([
        { type: 'incident.archived', id: INCIDENT },
        { type: 'report.archived', id: REPORT },
      ])
      .again('incident.unknown');
    const { incident, line, report, attachment, tally } = room.world.tables;
    expect([incident.size, line.size, report.size, attachment.size, tally.size]).toEqual([0, 0, 0, 0, 1]);
    expect(room.ask(acknowledged())).toMatchObject({ code: 'report.unknown' });
  });
  it('takes what was merged into its reports with it, however long the chain', () => {
    const merge = (reportId: string, intoId: string) =>
      desk('report.merge', { reportId, intoId, reason: null });
    const { room } = given(
      ...GROUND,
      takenDown({}, { id: THIRD_REPORT }),
      takenDown(),
      submitted(),
      acknowledged(THIRD_REPORT),
      merge(THIRD_REPORT, OTHER_REPORT),
      acknowledged(OTHER_REPORT),
      merge(OTHER_REPORT, REPORT),
      accepted(),
      ...closed,
    )
      .when('incident.archive', body, officer)
      .then(['incident.archived', 'report.archived', 'report.archived', 'report.archived']);
    expect(room.world.tables.report.size).toBe(0);
  });
  it('leaves other reports and incidents where they are', () => {
    const others = [takenDown(), opened({}, OTHER_INCIDENT)];
    const { room } = given(...joined, ...others, ...closed)
      .when('incident.archive', body, officer)
      .then(['incident.archived', 'report.archived']);
    const { report, incident, line } = room.world.tables;
    expect([...report.keys(), ...incident.keys()]).toEqual([OTHER_REPORT, OTHER_INCIDENT]);
    expect([...line.values()].map(({ incidentId }) => incidentId)).toEqual([OTHER_INCIDENT]);
  });
  it('is for closed incidents, and for those that are there', () => {
    given(...joined)
      .when('incident.archive', body, officer)
      .then('incident.not-closed');
    given(...GROUND)
      .when('incident.archive', body, officer)
      .then('incident.unknown');
    given(...joined, ...closed)
      .when('incident.archive', body, officer, { ifSeq: 4 })
      .then('command.stale');
  });
  it('gives no number twice', () => {
    const { room } = given(...joined, ...archived())
      .when('incident.open', fire(), officer)
      .then(['tally.counted', 'incident.opened']);
    expect([...room.world.tables.incident.values()].map(({ number }) => number)).toEqual([2]);
  });
});

describe('recalling', () => {
  const body = { incidentId: INCIDENT, reason: '复查' };
  const gone = [...GROUND, submitted(), accepted(), ...archived()];
  it('brings every row back that left, and it can go on', () => {
    const before = roomAfter(gone.slice(0, -1)).world;
    const { room } = given(...gone)
      .when('incident.recall', body, officer)
      .then(['incident.recalled'])
      .again('incident.not-archived');
    const { incident, line, report } = room.world.tables;
    expect(report).toEqual(before.tables.report);
    expect(incident.get(INCIDENT)).toEqual({ ...before.tables.incident.get(INCIDENT), seq: 9 });
    expect([...line.values()].slice(0, -1)).toEqual([...before.tables.line.values()]);
    expect([...line.values()].at(-1)).toMatchObject({ what: 'recalled', reason: '复查' });
    roomAfter(
      [
        ...through(['responding', 'controlled', 'closed']),
        desk('incident.archive', { incidentId: INCIDENT }),
      ],
      room,
    );
    in_(room).when('incident.recall', body, officer).then(['incident.recalled']);
  });
  it('is for archived incidents', () => {
    given(...open)
      .when('incident.recall', body, officer)
      .then('incident.not-archived');
    given(...GROUND)
      .when('incident.recall', body, officer)
      .then('incident.not-archived');
  });
});

describe('erasing', () => {
  const body = { incidentId: INCIDENT, reason: '保存期满' };
  const gone = [...GROUND, submitted(), accepted(), ...archived()];
  it('is decided by the leader, with the reports it takes along', () => {
    given(...gone)
      .when('incident.erase', body, leader)
      .then([{ type: 'incident.erased', id: INCIDENT, reportIds: [REPORT], reason: '保存期满' } as never])
      .again('incident.not-archived');
  });
  it('is not decided by an officer or a liaison', () => {
    for (const by of [officer, liaisonA, people.administrator]) {
      given(...gone)
        .when('incident.erase', body, by)
        .then('command.not-allowed');
    }
  });
  it('is for archived incidents', () => {
    given(...open)
      .when('incident.erase', body, leader)
      .then('incident.not-archived');
    given(...GROUND)
      .when('incident.erase', body, leader)
      .then('incident.not-archived');
  });
});
