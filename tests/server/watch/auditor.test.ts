import { describe, expect, it } from 'vitest';
import { openAuditor, type Probe } from '../../../server/watch/audit/auditor.ts';
import { TROUBLES, type TroubleCode } from '../../../server/watch/audit/troubles.ts';

function audited(probes: Partial<Record<TroubleCode, Probe>>) {
  const told: string[] = [];
  const auditor = openAuditor({
    probes,
    now: () => Date.parse('2026-04-05T06:00:00.000Z'),
    zone: () => 'Asia/Shanghai',
    told: (code, is) => told.push(`${code} ${is}`),
  });
  auditor.close(); // its timer: each audit below is by hand
  return { auditor, told };
}

describe('the auditor', () => {
  it('tells what is wrong, since when and what to do, the worst first, and forgets it when it is over', async () => {
    let late: number | null = 90_000;
    const { auditor, told } = audited({ 'disk.low': () => 0, 'clock.stopped': () => late });
    await auditor.audit();
    expect(auditor.troubles().map(({ code }) => code)).toEqual(['clock.stopped', 'disk.low']);
    expect(auditor.troubles()[0]).toEqual({
      code: 'clock.stopped',
      since: '2026-04-05T13:58:30.000+08:00',
      ...TROUBLES['clock.stopped'],
    });
    late = 120_000;
    await auditor.audit();
    expect(auditor.troubles()[0]?.since).toBe('2026-04-05T13:58:30.000+08:00');
    late = null;
    await auditor.audit();
    expect(auditor.troubles().map(({ code }) => code)).toEqual(['disk.low']);
    expect(told).toEqual(['clock.stopped begun', 'disk.low begun', 'clock.stopped over']);
  });

  it('hears every probe though one hangs and one fails, and leaves what cannot be known as it was', async () => {
    let answer: () => ReturnType<Probe> = () => 1;
    let asked = 0;
    const { auditor } = audited({
      'records.behind': () => answer(),
      'backup.old': () => ((asked += 1), new Promise<null>(() => undefined)),
      'disk.full': () => 0,
    });
    await auditor.audit();
    answer = () => Promise.reject(new Error('the store is away'));
    await auditor.audit();
    expect(auditor.troubles().map(({ code }) => code)).toEqual(['disk.full', 'records.behind']);
    expect(asked).toBe(1); // one that is out is not asked again
  });

  it('has words in both languages for everything, with whom to call', () => {
    for (const { what, todo } of Object.values(TROUBLES)) {
      expect(what.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(`${what.en} ${todo.en}`).not.toMatch(/[\u4e00-\u9fff]/);
      expect(todo.zh).toContain('系统管理员');
      expect(todo.en).toContain('administrator');
    }
  });
});
