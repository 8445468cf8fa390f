import { describe, expect, it } from 'vitest';
import {
  accepted,
  acknowledged,
  archived,
  at,
  desk,
  FILE,
  GROUND,
  HASH,
  INCIDENT,
  opened,
  OTHER_FILE,
  OTHER_INCIDENT,
  OTHER_REPORT,
  REPORT,
  smoke,
  submitted,
  takenDown,
  THIRD_REPORT,
} from '../support/steps.ts';
import { given, NO_VILLAGE, people, VILLAGE_A, VILLAGE_B } from '../support/world.ts';

const { officer, leader, liaisonA, department, auditor, administrator, system } = people;
const reported = [...GROUND, submitted()];
const signed = [...reported, acknowledged()];

describe('merging', () => {
  const into = (intoId: string) => ({ reportId: REPORT, intoId, reason: null });
  const both = [...signed, takenDown()];
  it('leads to the report that goes on', () => {
    const { room } = given(...both)
      .when('report.merge', into(OTHER_REPORT), officer)
      .then([{ type: 'report.merged', id: REPORT, intoId: OTHER_REPORT, reason: null } as never])
      .again('report.closed');
    expect(room.world.tables.report.get(REPORT)).toMatchObject({ state: 'merged', mergedInto: OTHER_REPORT });
  });
  it('refuses itself, nothing, and one that is merged itself', () => {
    given(...both)
      .when('report.merge', into(REPORT), officer)
      .then('report.merge-self');
    given(...signed)
      .when('report.merge', into(OTHER_REPORT), officer)
      .then('report.merge-target');
    const third = takenDown({}, { id: THIRD_REPORT });
    const merged = desk('report.merge', { reportId: OTHER_REPORT, intoId: THIRD_REPORT, reason: null });
    given(...both, third, acknowledged(OTHER_REPORT), merged)
      .when('report.merge', into(OTHER_REPORT), officer)
      .then('report.merge-target');
  });
  it('refuses what nobody has signed for, and what is unknown', () => {
    given(...reported, takenDown())
      .when('report.merge', into(OTHER_REPORT), officer)
      .then('report.not-acknowledged');
    given(...GROUND, takenDown())
      .when('report.merge', into(OTHER_REPORT), officer)
      .then('report.unknown');
  });
});

describe('joining an open incident', () => {
  const body = { reportId: REPORT, incidentId: OTHER_INCIDENT };
  it('acknowledges if need be, and writes a line', () => {
    const { room } = given(...reported, opened({}, OTHER_INCIDENT))
      .when('report.join', body, officer)
      .then(['report.acknowledged', 'report.joined', 'incident.reportJoined'])
      .again('report.closed');
    expect(room.world.tables.report.get(REPORT)).toMatchObject({
      state: 'incident',
      incidentId: OTHER_INCIDENT,
    });
    expect([...room.world.tables.line.values()].at(-1)).toMatchObject({ what: 'report', words: REPORT });
  });
  it('acknowledges no second time', () => {
    given(...signed, opened({}, OTHER_INCIDENT))
      .when('report.join', body, officer)
      .then(['report.joined', 'incident.reportJoined']);
  });
  it('refuses an incident there is not, or not any more, and a report there is not', () => {
    given(...signed)
      .when('report.join', body, officer)
      .then('report.incident-unknown');
    given(...signed, opened({}, OTHER_INCIDENT), ...archived(OTHER_INCIDENT))
      .when('report.join', body, officer)
      .then('report.incident-unknown');
    given(...GROUND, opened({}, OTHER_INCIDENT))
      .when('report.join', body, officer)
      .then('report.unknown');
  });
});

describe('photos', () => {
  const photo = (fileId: string) => ({
    reportId: REPORT,
    fileId,
    hash: HASH,
    media: 'image/jpeg',
    bytes: 120_000,
    width: 1600,
    height: 1200,
    name: null,
  });
  it('arrive after the words, where the report names them; a second arrival replaces the first', () => {
    const { room } = given(...reported)
      .when('report.photoArrived', photo(FILE), system)
      .then(['report.photoArrived'])
      .again(['report.photoArrived']);
    const { fileId: _fileId, ...file } = photo(FILE);
    expect([...room.world.tables.attachment.values()]).toEqual([
      { id: FILE, ...file, villageId: VILLAGE_A, arrivedAt: '2026-04-05T13:24:00.000+08:00', seq: 5 },
    ]);
  });
  it('refuses a file the report does not name, and a report there is not', () => {
    given(...reported)
      .when('report.photoArrived', photo(OTHER_FILE), system)
      .then('report.file-unknown');
    given(...GROUND)
      .when('report.photoArrived', photo(FILE), system)
      .then('report.unknown');
  });
  it('go with the report to another village', () => {
    const moved = { reportId: REPORT, reason: '地界在高和村', villageId: VILLAGE_B };
    const { room } = given(...reported, { type: 'report.photoArrived', body: photo(FILE), by: system })
      .when('report.correct', moved, officer)
      .then(['report.corrected']);
    expect(room.world.tables.attachment.get(FILE)).toMatchObject({ villageId: VILLAGE_B, seq: 5 });
  });
  it('stay with the report they came to, also when another names the same file', () => {
    const arrived = { type: 'report.photoArrived', body: photo(FILE), by: system } as const;
    const stranger = submitted({ villageId: VILLAGE_B }, { id: OTHER_REPORT, by: people.liaisonB });
    const { room } = given(...reported, arrived, stranger)
      .when('report.photoArrived', { ...photo(FILE), reportId: OTHER_REPORT }, system)
      .then('report.file-taken');
    expect(room.world.tables.attachment.get(FILE)).toMatchObject({ reportId: REPORT, villageId: VILLAGE_A });
  });
  it('stay there also when the first report comes back from the archive', () => {
    const arrived = (reportId: string) =>
      ({ type: 'report.photoArrived', body: { ...photo(FILE), reportId }, by: system }) as const;
    const stranger = submitted({ villageId: VILLAGE_B }, { id: OTHER_REPORT, by: people.liaisonB });
    const gone = [...reported, arrived(REPORT), accepted(), ...archived()];
    const { room } = given(...gone, stranger, arrived(OTHER_REPORT))
      .when('incident.recall', { incidentId: INCIDENT, reason: '复查' }, officer)
      .then(['incident.recalled']);
    expect(room.world.tables.attachment.get(FILE)).toMatchObject({ reportId: OTHER_REPORT });
  });
  it('never come from a person', () => {
    for (const by of [officer, leader, liaisonA, department, auditor, administrator]) {
      given(...reported)
        .when('report.photoArrived', photo(FILE), by)
        .then('command.not-allowed');
    }
  });
});

describe('accepting as an incident', () => {
  const incident = {
    kind: 'N01',
    title: '束龙沟村北坡火情',
    villageId: VILLAGE_A,
    place: at(VILLAGE_A),
    happenedAt: null,
    foundAt: '2026-04-05T13:18:00.000+08:00',
    receivedAt: '2026-04-05T13:22:00.000+08:00',
    source: `report/${REPORT}`,
  };
  it('acknowledges, counts, opens and ties both together in one entry', () => {
    const { room } = given(...reported)
      .when('report.acceptAsIncident', accepted().body, officer, { id: INCIDENT })
      .then([
        { type: 'report.acknowledged', id: REPORT },
        { type: 'tally.counted', id: 'incident-2026', last: 1 } as never,
        { type: 'incident.opened', id: INCIDENT, year: 2026, number: 1, ...incident } as never,
        { type: 'report.becameIncident', id: REPORT, incidentId: INCIDENT } as never,
        { type: 'incident.reportJoined', id: INCIDENT, reportId: REPORT } as never,
      ])
      .again('report.closed');
    expect(room.entries.at(-1)?.about).toEqual([
      `report/${REPORT}`,
      'tally/incident-2026',
      `incident/${INCIDENT}`,
      `report/${REPORT}`,
      `incident/${INCIDENT}`,
    ]);
    expect(room.world.tables.report.get(REPORT)).toMatchObject({
      state: 'incident',
      incidentId: INCIDENT,
      acknowledgedBy: { id: 'officer' },
    });
    expect([...room.world.tables.line.values()].map(({ what, words }) => [what, words])).toEqual([
      ['opened', '束龙沟村北坡火情'],
      ['report', REPORT],
    ]);
  });
  it('acknowledges no second time', () => {
    given(...signed)
      .when('report.acceptAsIncident', accepted().body, officer)
      .then(['tally.counted', 'incident.opened', 'report.becameIncident', 'incident.reportJoined']);
  });
  it('refuses a report there is not', () => {
    given(...GROUND)
      .when('report.acceptAsIncident', accepted().body, officer)
      .then('report.unknown');
  });
});

describe('correcting a report', () => {
  const reason = '听错了';
  it('keeps the fields that really change, and counts', () => {
    const { room } = given(...reported)
      .when('report.correct', { reportId: REPORT, reason, kind: 'N01', words: smoke().words }, officer)
      .then([{ type: 'report.corrected', id: REPORT, changed: { kind: 'N01' }, reason } as never])
      .again('report.nothing-changed');
    expect(room.world.tables.report.get(REPORT)).toMatchObject({ kind: 'N01', corrections: 1, seq: 4 });
  });
  it('moves a report to another village, whose own it is from then on', () => {
    const { room } = given(...reported)
      .when('report.correct', { reportId: REPORT, reason, villageId: VILLAGE_B }, officer)
      .then([{ type: 'report.corrected', id: REPORT, changed: { villageId: VILLAGE_B }, reason } as never]);
    expect(room.world.tables.report.get(REPORT)?.villageId).toBe(VILLAGE_B);
  });
  it('is possible after the report was settled', () => {
    given(...signed, accepted())
      .when('report.correct', { reportId: REPORT, reason, casualties: null, urgency: 'critical' }, officer)
      .then(['report.corrected']);
  });
  it.each([
    ['report.nothing-changed', {}],
    ['report.village-unknown', { villageId: NO_VILLAGE }],
    ['report.village-unknown', { place: at(NO_VILLAGE) }],
    ['report.no-place', { place: at(null) }],
    ['report.future', { happenedAt: '2026-04-05T13:28:00.001+08:00' }],
    ['report.future', { foundAt: '2026-04-05T13:28:00.001+08:00' }],
  ])('is refused with %s for %j', (code, changed) => {
    given(...reported)
      .when('report.correct', { reportId: REPORT, reason, ...changed }, officer)
      .then(code);
  });
  it('refuses a report there is not, and an old view of one', () => {
    const body = { reportId: REPORT, reason, kind: 'N01' };
    given(...GROUND)
      .when('report.correct', body, officer)
      .then('report.unknown');
    given(...signed)
      .when('report.correct', body, officer, { ifSeq: 3 })
      .then('command.stale');
  });
});
