import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  at,
  desk,
  GROUND,
  OTHER_REPORT,
  REPORT,
  returned,
  smoke,
  submitted,
  takenDown,
} from '../support/steps.ts';
import { given, NO_VILLAGE, people, START } from '../support/world.ts';

const { officer, leader, liaisonA, liaisonB } = people;
const reported = [...GROUND, submitted()];
const signed = [...reported, acknowledged()];

describe('submitting a report', () => {
  it('keeps what was said; what an app reports is received when it is recorded', () => {
    const { room } = given(...GROUND)
      .when('report.submit', smoke(), liaisonA, { id: REPORT })
      .then([
        {
          ...smoke(),
          type: 'report.submitted',
          id: REPORT,
          receivedAt: '2026-04-05T13:22:00.000+08:00',
        } as never,
      ]);
    expect(room.world.tables.report.get(REPORT)).toMatchObject({
      state: 'submitted',
      stateAt: '2026-04-05T13:22:00.000+08:00',
      recordedAt: '2026-04-05T13:22:00.000+08:00',
      submittedBy: { id: 'liaison-a', name: '联络员甲', post: '村联络员' },
      acknowledgedAt: null,
      escalatedAt: null,
      corrections: 0,
      seq: 3,
    });
  });
  it('keeps apart when the desk heard it and when it was recorded', () => {
    const { room } = given(...GROUND)
      .when('report.submit', takenDown().body, officer, { id: OTHER_REPORT })
      .then(['report.submitted']);
    const report = room.world.tables.report.get(OTHER_REPORT);
    expect([report?.receivedAt, report?.recordedAt]).toEqual([START, '2026-04-05T13:22:00.000+08:00']);
  });
  it('takes the same words under another id as another report: two people may see one smoke', () => {
    given(...GROUND)
      .when('report.submit', smoke(), liaisonA)
      .then(['report.submitted'])
      .again(['report.submitted']);
  });
  it.each([
    ['a village there is not', takenDown({ villageId: NO_VILLAGE }).body, 'report.village-unknown'],
    [
      'a place in a village there is not',
      takenDown({ place: at(NO_VILLAGE) }).body,
      'report.village-unknown',
    ],
    ['no place at all', takenDown({ place: at(null) }).body, 'report.no-place'],
    ['words from a phone at the desk', smoke(), 'report.channel'],
  ])('refuses %s', (_what, body, code) => {
    given(...GROUND)
      .when('report.submit', body, officer)
      .then(code);
  });
  it('tells a liaison whose village is another one now that it is, whatever becomes of that village', () => {
    given(...GROUND)
      .when('report.submit', smoke(), liaisonB)
      .then('command.other-village');
    given(...GROUND)
      .when('report.submit', smoke({ villageId: null }), liaisonB)
      .then('command.other-village');
  });
  it('refuses a phone that says it was a telephone call', () => {
    given(...GROUND)
      .when('report.submit', smoke({ channel: 'phone' }), liaisonA)
      .then('report.channel');
  });
  it('takes a point without a village, from the desk', () => {
    const place = at(null, { point: { lat: 42.81, lng: 120.61 }, source: 'map' });
    given(...GROUND)
      .when('report.submit', takenDown({ villageId: null, place }).body, officer)
      .then(['report.submitted']);
  });
  // The third command of a room comes at 13:22.
  it.each(['happenedAt', 'foundAt', 'receivedAt'])('lets %s be up to five minutes ahead', (field) => {
    for (const [time, answer] of [
      ['2026-04-05T13:27:00+08:00', ['report.submitted']],
      ['2026-04-05T05:27:00Z', ['report.submitted']],
      ['2026-04-05T13:27:00.001+08:00', 'report.future'],
    ] as const) {
      given(...GROUND)
        .when('report.submit', takenDown({ [field]: time }).body, officer)
        .then(answer);
    }
  });
  it('names the time that is wrong', () => {
    const room = given(...GROUND)
      .when('report.submit', takenDown({ foundAt: '2026-04-06T00:00:00Z' }).body, officer)
      .then('report.future').room;
    expect(room.ask(takenDown({ foundAt: '2026-04-06T00:00:00Z' }))).toEqual({
      code: 'report.future',
      zh: '发现时间不能晚于现在',
      en: 'Time found cannot be later than now',
    });
  });
});

describe('acknowledging', () => {
  it('is done once, and says who was first and when', () => {
    const { room } = given(...reported)
      .when('report.acknowledge', { reportId: REPORT }, officer)
      .then([{ type: 'report.acknowledged', id: REPORT }])
      .again('report.already-acknowledged');
    expect(room.ask({ ...acknowledged(), by: leader })).toMatchObject({
      zh: '值班员C已在13:23签收',
      en: 'Already acknowledged by 值班员C at 13:23',
    });
  });
  it('refuses a report there is not', () => {
    given(...GROUND)
      .when('report.acknowledge', { reportId: REPORT }, officer)
      .then('report.unknown');
  });
  it('refuses a report that is settled', () => {
    const dismissed = desk('report.dismiss', { reportId: REPORT, reason: '炊烟' });
    const { room } = given(...signed, dismissed)
      .when('report.acknowledge', { reportId: REPORT }, officer)
      .then('report.closed')
      .again('report.closed');
    expect(room.world.tables.report.get(REPORT)?.state).toBe('falseAlarm');
  });
  it('refuses who saw an older report than there is', () => {
    given(...reported)
      .when('report.acknowledge', { reportId: REPORT }, officer, { ifSeq: 2 })
      .then('command.stale');
    given(...reported)
      .when('report.acknowledge', { reportId: REPORT }, officer, { ifSeq: 3 })
      .then(['report.acknowledged']);
  });
});

describe('verifying, returning, dismissing', () => {
  const found = { words: '地表火，0.3公顷', observedAt: START };
  // A second finding, a second question are new facts: they are kept as such and not refused.
  it.each([
    ['report.verify', found, 'report.verified', 'verified', ['report.verified']],
    ['report.return', { reason: '在哪个组?' }, 'report.returned', 'returned', ['report.returned']],
    ['report.dismiss', { reason: '炊烟' }, 'report.dismissed', 'falseAlarm', 'report.closed'],
  ] as const)('%s', (type, body, event, state, again) => {
    const { room } = given(...signed)
      .when(type, { reportId: REPORT, ...body }, officer)
      .then([{ type: event, id: REPORT, ...body }])
      .again(again);
    expect(room.world.tables.report.get(REPORT)?.state).toBe(state);
    given(...reported)
      .when(type, { reportId: REPORT, ...body }, officer)
      .then('report.not-acknowledged');
    given(...GROUND)
      .when(type, { reportId: REPORT, ...body }, officer)
      .then('report.unknown');
    given(...signed)
      .when(type, { reportId: REPORT, ...body }, officer, { ifSeq: 3 })
      .then('command.stale');
  });
  it('refuses a finding from the future', () => {
    const body = { reportId: REPORT, words: null, observedAt: '2026-04-05T13:29:00.001+08:00' };
    given(...signed)
      .when('report.verify', body, officer)
      .then('report.future');
  });
});

describe('answering a returned report', () => {
  const words = '在3组东侧';
  it('submits it again, waiting to be acknowledged anew', () => {
    const { room } = given(...signed, returned())
      .when('report.answer', { reportId: REPORT, words }, liaisonA)
      .then([{ type: 'report.answered', id: REPORT, words } as never])
      .again('report.not-returned');
    expect(room.world.tables.report.get(REPORT)).toMatchObject({
      state: 'submitted',
      stateAt: '2026-04-05T13:25:00.000+08:00',
      words,
      reason: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      escalatedAt: null,
    });
    expect(room.submit(acknowledged())).toHaveLength(1);
  });
  it('refuses one that was not returned, and one there is not', () => {
    given(...signed)
      .when('report.answer', { reportId: REPORT, words }, liaisonA)
      .then('report.not-returned');
    given(...GROUND)
      .when('report.answer', { reportId: REPORT, words }, officer)
      .then('report.unknown');
  });
  it('tells a liaison of another village that there is no such thing', () => {
    given(...signed, returned())
      .when('report.answer', { reportId: REPORT, words }, liaisonB)
      .then('command.unknown-target');
    given(...GROUND)
      .when('report.answer', { reportId: REPORT, words }, liaisonB)
      .then('command.unknown-target');
  });
});
