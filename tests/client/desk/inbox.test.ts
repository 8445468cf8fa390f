import { describe, expect, test } from 'vitest';
import { inboxOf, likelyIncident, neighbourOf } from '../../../client/report/desk/inbox/inbox.ts';
import { startOfDay } from '../../../client/report/desk/inbox/useInbox.ts';
import { actsFor } from '../../../client/report/desk/acts/actions.ts';
import type { Incident } from '../../../shared/incident/contract.ts';
import { reportRow } from './rows.ts';

const dayStart = Date.parse('2026-04-05T00:00:00+08:00');
const all = { openOnly: false, villageId: null, dayStart };
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('the inbox', () => {
  const rows = [
    reportRow('signed', { state: 'acknowledged', receivedAt: '2026-04-05T13:00:00+08:00' }),
    reportRow('newest', { state: 'submitted', stateAt: '2026-04-05T14:35:00+08:00' }),
    reportRow('older', { state: 'submitted', stateAt: '2026-04-05T14:20:00+08:00' }),
    reportRow('answered', {
      ...{ state: 'submitted', receivedAt: '2026-04-05T09:00:00+08:00' },
      stateAt: '2026-04-05T14:30:00+08:00',
    }),
    reportRow('done', { state: 'incident', receivedAt: '2026-04-05T14:00:00+08:00' }),
    reportRow('doneYesterday', { state: 'merged', receivedAt: '2026-04-04T23:59:00+08:00' }),
    reportRow('openYesterday', { state: 'returned', receivedAt: '2026-04-04T23:59:00+08:00' }),
  ];

  test('has on top what waits, by when it began to wait, and the rest by when it was received', () => {
    const { waiting, rest } = inboxOf(rows, all);
    expect(ids(waiting)).toEqual(['newest', 'answered', 'older']);
    expect(ids(rest)).toEqual(['done', 'signed', 'openYesterday']);
  });

  test('never loses what is open, however old, and forgets what was settled before today', () => {
    const { rest } = inboxOf(rows, { ...all, openOnly: true });
    expect(ids(rest)).toEqual(['signed', 'openYesterday']);
  });

  test('is narrowed to a village', () => {
    const other = reportRow('elsewhere', { villageId: 'b', state: 'submitted' });
    expect(ids(inboxOf([...rows, other], { ...all, villageId: 'b' }).waiting)).toEqual(['elsewhere']);
  });

  test('stays quick with five hundred rows', () => {
    const many = Array.from({ length: 500 }, (_, n) =>
      reportRow(`r${n}`, {
        state: n % 8 === 0 ? 'submitted' : 'acknowledged',
        receivedAt: `2026-04-05T${String(n % 14).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00+08:00`,
      }),
    );
    const times = Array.from({ length: 20 }, () => {
      const begun = performance.now();
      inboxOf(many, all);
      return performance.now() - begun;
    });
    expect(Math.min(...times)).toBeLessThan(25);
  });

  test('moves by one and stops at its ends', () => {
    expect(neighbourOf(['a', 'b', 'c'], null, 1)).toBe('a');
    expect(neighbourOf(['a', 'b', 'c'], 'b', 1)).toBe('c');
    expect(neighbourOf(['a', 'b', 'c'], 'c', 1)).toBe('c');
    expect(neighbourOf(['a', 'b', 'c'], 'a', -1)).toBe('a');
    expect(neighbourOf(['a'], 'gone', -1)).toBe('a');
    expect(neighbourOf([], null, 1)).toBeNull();
  });

  test('begins its day at midnight of the unit, not of the browser', () => {
    const noon = Date.parse('2026-04-05T12:34:56.789+08:00');
    expect(startOfDay(noon, 'Asia/Shanghai')).toBe(dayStart);
    expect(startOfDay(Date.parse('2026-04-05T01:00:00Z'), 'Europe/Lisbon')).toBe(
      Date.parse('2026-04-04T23:00:00Z'),
    );
  });
});

describe('what a report may be joined to', () => {
  const incident = (id: string, more: Partial<Incident>) =>
    ({ id, villageId: 'a', state: 'responding', openedAt: '2026-04-05T13:30:00+08:00', ...more }) as Incident;

  test('is the latest open incident of its village', () => {
    const incidents = [
      incident('first', {}),
      incident('latest', { openedAt: '2026-04-05T14:00:00+08:00' }),
      incident('over', { openedAt: '2026-04-05T14:10:00+08:00', state: 'closed' }),
      incident('elsewhere', { villageId: 'b' }),
    ];
    expect(likelyIncident(incidents, reportRow('r', {}))?.id).toBe('latest');
    expect(likelyIncident(incidents, reportRow('r', { villageId: null }))).toBeNull();
  });
});

describe('what may be done about a report', () => {
  const around = { incidents: 1, others: 3 };
  const anything = () => true;

  test('begins with the next step and ends with the correction', () => {
    expect(actsFor(reportRow('r', { state: 'submitted', acknowledgedAt: null }), anything, around)).toEqual([
      'report.acknowledge',
      'report.acceptAsIncident',
      'report.join',
      'report.correct',
    ]);
    const signed = actsFor(reportRow('r', { state: 'acknowledged' }), anything, around);
    expect(signed[0]).toBe('report.verify');
    expect(signed).toContain('report.dismiss');
    expect(signed).not.toContain('report.acknowledge');
  });

  test('is nothing but a correction once it is settled', () => {
    for (const state of ['merged', 'incident', 'falseAlarm'] as const)
      expect(actsFor(reportRow('r', { state }), anything, around)).toEqual(['report.correct']);
  });

  test('is what the person may give and what there is an object for', () => {
    const signed = reportRow('r', { state: 'acknowledged' });
    expect(actsFor(signed, () => false, around)).toEqual([]);
    const alone = actsFor(signed, anything, { incidents: 0, others: 0 });
    expect(alone).not.toContain('report.join');
    expect(alone).not.toContain('report.merge');
  });
});
