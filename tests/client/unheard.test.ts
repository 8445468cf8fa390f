import { describe, expect, it } from 'vitest';
import { isUnheard, type Sent } from '../../client/report/phone/sent/sent.ts';
import { escalatedTo } from '../../shared/report/escalation.ts';

const sent = (stage: Sent['stage'], escalatedAt: string | null): Sent =>
  ({ stage, row: { escalatedAt } }) as unknown as Sent;
const LATE = '2026-04-05T13:33:00.000+08:00';

describe('a report that nobody has signed for in time', () => {
  it('asks its sender to call, until somebody signs', () => {
    expect(isUnheard(sent('submitted', LATE))).toBe(true);
    expect(isUnheard(sent('submitted', null))).toBe(false);
    expect(isUnheard(sent('acknowledged', LATE))).toBe(false);
    expect(isUnheard({ ...sent('waiting', null), row: null })).toBe(false);
  });
  it.each([
    [null, undefined, null],
    [LATE, undefined, 'second'],
    [LATE, 2, 'leader'],
    [LATE, 3, 'list'],
    [null, 1, null],
  ])('says to whom it has gone: %s, step %s: %s', (escalatedAt, escalationStep, to) => {
    expect(escalatedTo({ escalatedAt, ...(escalationStep ? { escalationStep } : {}) })).toBe(to);
  });
});
