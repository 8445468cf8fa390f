import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyLog } from '../../../server/security/chain.ts';
import { WHAT, type Draft, type What } from '../../../server/security/contract.ts';
import type { SecurityLog } from '../../../server/security/securityLog.ts';

export const DAY = 24 * 3_600_000;
export const START = Date.parse('2026-01-01T00:00:00+08:00');

/** A line before it has its place, so many milliseconds after the start. */
export function draft(after: number, more: Partial<Draft> & { what?: What } = {}): Draft {
  const what = more.what ?? 'session.signIn';
  return {
    id: randomUUID(),
    at: new Date(START + after).toISOString(),
    kind: WHAT[what],
    what,
    result: 'ok',
    who: { id: 'officer-c', name: '值班员C', post: '主班', role: 'dutyOfficer' },
    address: '10.0.0.1',
    session: '0123456789abcdef',
    requestId: null,
    op: null,
    about: null,
    code: null,
    detail: {},
    of: null,
    count: 1,
    ...more,
  };
}

/** A log to be tried. */
export interface Tried {
  readonly log: SecurityLog;
  /** Opens the same log anew, as another server. */
  open(): SecurityLog;
  /** Lets insert number n (the next is 1) be done, and its answer be lost. */
  silence(n: number): void;
}

/** What every implementation of the security log must keep to. */
export function securityLogSuite(fresh: () => Promise<Tried>): void {
  describe('a security log', () => {
    it('keeps what is added, in order, gapless and chained', async () => {
      const { log } = await fresh();
      await log.append([draft(1), draft(2, { detail: { rows: 3 } })]);
      const [third] = await log.append([draft(3, { of: 2, code: 'session.wrong' })]);
      expect(third?.seq).toBe(3);
      const lines = await log.read(0, 10);
      expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(lines[1]).toMatchObject({ prev: lines[0]?.hash, detail: { rows: 3 }, who: { name: '值班员C' } });
      expect(await verifyLog(log)).toEqual({ lines: 3, first: 1, last: 3, fault: null });
    });

    it('takes lines of several servers at once without a gap or a loss', async () => {
      const { log, open } = await fresh();
      const servers = [log, open(), open()];
      const drafts = Array.from({ length: 90 }, (_, n) => draft(n));
      await Promise.all(drafts.map((one, n) => servers[n % 3]?.append([one])));
      const lines = await log.read(0, 1_000);
      expect(new Set(lines.map(({ id }) => id))).toEqual(new Set(drafts.map(({ id }) => id)));
      expect(await verifyLog(log)).toMatchObject({ lines: 90, last: 90, fault: null });
    });

    it('adds a line once when the store did not say whether it stands', async () => {
      const { log, silence } = await fresh();
      silence(1);
      const one = draft(1);
      await expect(log.append([one])).rejects.toThrow('broke');
      const [again, next] = await log.append([one, draft(2)]);
      expect([again?.seq, next?.seq]).toEqual([1, 2]);
      expect(await log.read(0, 10)).toHaveLength(2);
    });

    it('adds it once also when other lines were added before it was tried again', async () => {
      const { log, silence } = await fresh();
      silence(1);
      const noted = [draft(1), draft(2)];
      await expect(log.append(noted)).rejects.toThrow('broke');
      await log.append([draft(3)]);
      silence(1);
      await expect(log.append([...noted, draft(4)])).rejects.toThrow('broke');
      await log.append([draft(5)]);
      const again = await log.append([...noted, draft(6)]);
      expect(again.map(({ seq }) => seq)).toEqual([1, 2, 6]);
      expect(await verifyLog(log)).toMatchObject({ lines: 6, last: 6, fault: null });
    });

    it('adds a great many once when the answer to a part of them was lost', async () => {
      const { log, silence } = await fresh();
      silence(2);
      const many = Array.from({ length: 450 }, (_, n) => draft(n));
      await expect(log.append(many)).rejects.toThrow('broke');
      await log.append([draft(500)]);
      await log.append(many);
      const ids = (await log.read(0, 1_000)).map(({ id }) => id);
      expect(ids).toHaveLength(451);
      expect(new Set(ids).size).toBe(451);
    });

    it('adds nothing that is not wanted any more when its turn comes', async () => {
      const { log } = await fresh();
      const first = log.append([draft(1)]);
      const second = log.append([draft(2)], () => false);
      await expect(second).rejects.toThrow('nobody waits');
      await first;
      await log.append([draft(3)], () => true);
      expect(await verifyLog(log)).toMatchObject({ lines: 2, fault: null });
    });

    it('answers newest first: by kind, by person, by day, page after page', async () => {
      const { log } = await fresh();
      const other = { id: 'leader-b', name: '乙', post: '副书记', role: 'leader' } as const;
      await log.append([
        draft(0),
        draft(DAY, { what: 'denied.request', who: other }),
        draft(DAY + 5, { who: null }),
        draft(2 * DAY, { what: 'denied.command' }),
      ]);
      const seqs = async (question: object) =>
        (await log.ask({ limit: 10, ...question })).map(({ seq }) => seq);
      expect(await seqs({})).toEqual([4, 3, 2, 1]);
      expect(await seqs({ kind: 'denied' })).toEqual([4, 2]);
      expect(await seqs({ person: 'leader-b' })).toEqual([2]);
      expect(await seqs({ kind: 'denied', person: 'leader-b' })).toEqual([2]);
      expect(await seqs({ from: START + DAY, until: START + 2 * DAY })).toEqual([3, 2]);
      expect(await seqs({ limit: 2 })).toEqual([4, 3]);
      expect(await seqs({ limit: 2, before: 3 })).toEqual([2, 1]);
      expect(await seqs({ kind: 'denied', before: 4 })).toEqual([2]);
    });

    it('gives up its old end alone, and still proves the rest', async () => {
      const { log } = await fresh();
      await log.append([draft(0), draft(DAY), draft(2 * DAY), draft(3 * DAY)]);
      expect(await log.older(START)).toBeNull();
      const old = await log.older(START + 2 * DAY);
      expect(old).toMatchObject({ count: 2, first: 1, through: 2 });
      const detail = { through: 2, hash: old?.hash ?? '' };
      await log.append([draft(4 * DAY, { what: 'log.pruned', who: null, detail })]);
      expect(await log.remove(2)).toBe(2);
      expect(await verifyLog(log)).toEqual({ lines: 3, first: 3, last: 5, fault: null });
    });

    it('shows a beginning that went without a record', async () => {
      const { log } = await fresh();
      await log.append([draft(0), draft(1), draft(2)]);
      await log.remove(1);
      expect((await verifyLog(log)).fault).toMatchObject({ seq: 2 });
    });
  });
}
