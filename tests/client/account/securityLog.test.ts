import { describe, expect, it } from 'vitest';
import { byDay, type SecurityLine } from '../../../client/account/security/useSecurityLog.ts';
import { whatWords } from '../../../client/account/security/words.ts';
import { WHAT } from '../../../server/security/contract.ts';

const line = (seq: number, at: string, more: Partial<SecurityLine> = {}): SecurityLine => ({
  ...{ seq, at, kind: 'admin', what: 'account.change', result: 'ok', who: null, address: null },
  ...{ session: null, requestId: null, op: null, about: null, code: null, detail: {}, of: null, count: 1 },
  ...more,
});

describe('the security log on the screen', () => {
  it('has words for everything the server writes down', () => {
    expect(Object.keys(whatWords).sort()).toEqual(Object.keys(WHAT).sort());
  });

  it('stands by the days of the unit, newest first, and shows an act by its outcome', () => {
    const days = byDay([
      line(5, '2026-04-06T00:10:00+08:00', { of: 3 }),
      line(4, '2026-04-05T23:59:00+08:00', { result: 'begun' }),
      line(3, '2026-04-05T23:58:00+08:00', { result: 'begun' }),
    ]);
    expect(days.map(({ day, lines }) => [day, lines.map(({ seq }) => seq)])).toEqual([
      ['2026-04-06', [5]],
      ['2026-04-05', [4]],
    ]);
  });
});
