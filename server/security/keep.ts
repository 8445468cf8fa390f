import type { Lease } from '../lease.ts';
import type { Security } from './security.ts';
import type { SecurityLog } from './securityLog.ts';

export interface KeepSetting {
  readonly log: SecurityLog;
  readonly security: Security;
  readonly lease: Pick<Lease, 'isHeld'>;
  /** How long lines are kept (SECURITY_LOG_DAYS). */
  readonly days: number;
  /** When the newest line was written that stood before this start; null when there was none. Milliseconds since 1970. */
  readonly last: number | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that nobody can set. */
  readonly running: () => number;
  readonly report: (what: string, problem: unknown) => unknown;
}

const DAY = 24 * 3_600_000;
const BEAT_MS = 10_000;
/** What a busy machine may be late by; a clock that differs by more was set. */
const SET_MS = 5_000;
/** No duty room stands still for so long: when the clock says that it did, the clock is what is wrong. */
const STILL_MS = 30 * DAY;

/**
 * Whoever holds the lease takes old lines off the log, once a day: the record of it first, then the lines. And it is
 * noticed when somebody sets the clock, for every time in the log and the journal comes from it. What a wrong clock
 * calls old is not old: nothing goes for a day after it was set, nor for as long as by that clock this start came more
 * than 30 days after the newest line before it.
 */
export function keepSecurityLog(setting: KeepSetting): { beat(): Promise<void>; close(): void } {
  const began = { wall: setting.now(), ran: setting.running() };
  let [wall, steady] = [began.wall, began.ran];
  let restedAt = -Infinity; // by the clock that nobody can set
  const isBelieved = () => wall - (steady - began.ran) - (setting.last ?? began.wall) <= STILL_MS;
  const beat = async () => {
    const [at, ran] = [setting.now(), setting.running()];
    const off = at - wall - (ran - steady);
    [wall, steady] = [at, ran];
    if (Math.abs(off) > SET_MS) {
      restedAt = ran;
      await setting.security.must({ what: 'clock.set', result: 'ok', detail: { ms: Math.round(off) } });
      return;
    }
    if (!setting.lease.isHeld || ran - restedAt < DAY || !isBelieved()) return;
    await prune(setting, at - setting.days * DAY);
    restedAt = ran;
  };
  const safely = () =>
    void beat().catch((problem) => setting.report('the security log was not pruned', problem));
  const timer = setInterval(safely, BEAT_MS);
  return { beat, close: () => clearInterval(timer) };
}

async function prune({ log, security }: KeepSetting, before: number): Promise<void> {
  const old = await log.older(before);
  if (!old) return;
  const { count, first, through, hash } = old;
  const until = new Date(before).toISOString();
  await security.must({ what: 'log.pruned', result: 'ok', detail: { count, first, through, hash, until } });
  await log.remove(through);
}
