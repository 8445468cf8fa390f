import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import type { Due } from '../../shared/noun.ts';
import type { Report } from '../../shared/report/contract.ts';
import { escalatedTo } from '../../shared/report/escalation.ts';
import { accepted, acknowledged, desk, GROUND, REPORT, returned, submitted } from '../support/steps.ts';
import { given, people, roomAfter, uuid, type Room, type Step } from '../support/world.ts';

const { officer, leader, system } = people;
const reported = [...GROUND, submitted()];
const settings = (body: Step['body']): Step => ({ type: 'unit.change', body, by: people.administrator });
const dueIn = ({ world }: Room): Due[] => [...catalogue.due(world)];
const dueAfter = (...steps: Step[]): Due[] => dueIn(roomAfter(steps));

describe('an unacknowledged report', () => {
  const body = { reportId: REPORT };
  const key = `report.escalate/${REPORT}`;

  it('falls due five minutes after it was recorded, when it is urgent', () => {
    const at = '2026-04-05T13:27:00.000+08:00';
    expect(dueAfter(...reported)).toEqual([{ at, type: 'report.escalate', body, key }]);
    expect(dueAfter(...GROUND, submitted({ urgency: 'critical' }))).toHaveLength(1);
  });
  it('never falls due when it is routine, unless the unit wants it so', () => {
    const routine = submitted({ urgency: 'routine' });
    expect(dueAfter(...GROUND, routine)).toEqual([]);
    expect(dueAfter(...GROUND, routine, settings({ alarmFrom: 'routine' }))).toHaveLength(1);
    expect(dueAfter(...reported, settings({ alarmFrom: 'critical' }))).toEqual([]);
  });
  it('falls due at another moment when the limit is changed, and so by another id', () => {
    const [due] = dueAfter(...reported, settings({ acknowledgeMinutes: 12 }));
    expect(due).toEqual({ at: '2026-04-05T13:34:00.000+08:00', type: 'report.escalate', body, key });
  });
  it('falls due again when it was returned and answered, counted from the answer', () => {
    const answered = desk('report.answer', { reportId: REPORT, words: '3组东侧' });
    const [due] = dueAfter(...reported, acknowledged(), returned(), answered);
    expect(due?.at).toBe('2026-04-05T13:30:00.000+08:00');
  });
  it.each([
    ['acknowledged', [acknowledged()]],
    ['returned', [acknowledged(), returned()]],
    ['made an incident', [accepted()]],
    ['corrected to routine', [desk('report.correct', { ...body, reason: '误', urgency: 'routine' })]],
  ] as const)('is not due any more once it is %s', (_what, steps) => {
    expect(dueAfter(...reported, ...steps)).toEqual([]);
  });
  it('goes on to the leader and to the telephone list, and no further', () => {
    const first = { type: 'report.escalate', body, by: system } as const;
    const [second] = dueAfter(...reported, first);
    expect(second).toEqual({
      at: '2026-04-05T13:32:00.000+08:00',
      type: 'report.escalate',
      body: { ...body, step: 2 },
      key: `${key}/2`,
    });
    const step = (n: number) => ({ ...first, body: { ...body, step: n } });
    const [third] = dueAfter(...reported, first, step(2));
    expect(third).toMatchObject({ at: '2026-04-05T13:37:00.000+08:00', key: `${key}/3` });
    expect(dueAfter(...reported, first, step(2), step(3))).toEqual([]);
  });
  it('is due in no unit that is not set up', () => {
    expect(dueIn(roomAfter(GROUND.slice(0, 1)))).toEqual([]);
  });
});

describe('a report settled without an incident', () => {
  const body = { reportId: REPORT };
  const week = 7 * 24 * 60 * 60_000;
  it.each([
    ['dismissed', desk('report.dismiss', { ...body, reason: '炊烟' })],
    ['verified', desk('report.verify', { ...body, words: null, observedAt: null })],
  ])('that was %s leaves after a week, by the clock', (_what, step) => {
    const steps = [...reported, acknowledged(), step];
    const [due] = dueAfter(...steps);
    const { stateAt } = roomAfter(steps).world.tables.report.get(REPORT) ?? { stateAt: '' };
    expect(Date.parse(due?.at ?? '')).toBe(Date.parse(stateAt) + week);
    const { room } = given(...steps)
      .when('report.archive', body, system)
      .then([{ type: 'report.archived', id: REPORT }]);
    expect(room.world.tables.report.size).toBe(0);
  });
  it('stays while anything is still to be done about it', () => {
    for (const steps of [
      reported,
      [...reported, acknowledged()],
      [...reported, acknowledged(), returned()],
      [...reported, accepted()],
    ]) {
      given(...steps)
        .when('report.archive', body, system)
        .then('report.not-settled');
    }
    given(...reported)
      .when('report.archive', { reportId: uuid(0x9999) }, system)
      .then('report.unknown');
  });
});

describe('escalating', () => {
  it('marks the report and leaves it to be acknowledged', () => {
    const { room } = given(...reported)
      .when('report.escalate', { reportId: REPORT }, system)
      .then([{ type: 'report.escalated', id: REPORT }]);
    const report = room.world.tables.report.get(REPORT);
    expect(report).toMatchObject({
      state: 'submitted',
      escalatedAt: '2026-04-05T13:23:00.000+08:00',
      seq: 4,
    });
    expect(room.submit(acknowledged())).toHaveLength(1);
  });
  it('goes one step at a time, each once, and begins anew with an answer', () => {
    const first = { type: 'report.escalate', body: { reportId: REPORT }, by: system } as const;
    given(...reported)
      .when('report.escalate', { reportId: REPORT, step: 3 }, system)
      .then('report.escalated');
    const { room } = given(...reported, first)
      .when('report.escalate', { reportId: REPORT, step: 2 }, system)
      .then([{ type: 'report.escalated', id: REPORT, step: 2 } as never])
      .again('report.escalated');
    expect(escalatedTo(room.world.tables.report.get(REPORT) as Report)).toBe('leader');
    for (const step of [
      acknowledged(),
      returned(),
      desk('report.answer', { reportId: REPORT, words: '3组' }),
    ])
      room.submit(step);
    expect(escalatedTo(room.world.tables.report.get(REPORT) as Report)).toBeNull();
    expect(dueIn(room)[0]?.key).toBe(`report.escalate/${REPORT}`);
  });
  it('is the clock’s alone', () => {
    for (const by of [officer, leader, people.administrator, people.liaisonA]) {
      given(...reported)
        .when('report.escalate', { reportId: REPORT }, by)
        .then('command.not-allowed');
    }
  });
  it('comes to nothing when somebody was quicker', () => {
    given(...reported, acknowledged())
      .when('report.escalate', { reportId: REPORT }, system)
      .then('report.already-acknowledged');
    given(...reported, accepted())
      .when('report.escalate', { reportId: REPORT }, system)
      .then('report.closed');
    given(...GROUND)
      .when('report.escalate', { reportId: REPORT }, system)
      .then('report.unknown');
  });
});
