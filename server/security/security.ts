import { randomUUID } from 'node:crypto';
import { isoIn } from '../../shared/time.ts';
import { WHAT, type Draft, type SecurityEvent, type SecurityLine } from './contract.ts';
import type { SecurityLog } from './securityLog.ts';
import { openTally } from './tally.ts';

/** Where everything that an auditor must be able to ask about is written down. */
export interface Security {
  /**
   * Writes a line and waits until it is durable. @throws when it cannot be, or is not within five seconds: what it
   * tells of must then not happen.
   */
  must(event: SecurityEvent): Promise<SecurityLine>;
  /** The same, but what repeats within a minute of a durable line is only counted: for reading page after page. */
  mustOnce(event: SecurityEvent): Promise<void>;
  /** Writes it as soon as may be: for what is refused anyway. Repeats are counted, and told once a minute. */
  note(event: SecurityEvent): void;
  /** Writes what was counted so far and waits for all that was noted, for two seconds at most: the store may be away. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface SecuritySetting {
  readonly log: SecurityLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The IANA zone whose offset the lines carry. */
  readonly zone: () => string;
  readonly report: (what: string, problem: unknown) => unknown;
}

const MINUTE = 60_000;
const AGAIN_MS = 1_000;
const MUST_MS = 5_000;
const FLUSH_MS = 2_000;
/** So many lines wait for a store that is away; of those beyond, the number is kept. */
const WAITING = 1_000;
/** Lines a day that are told apart, of everybody: about five megabytes. */
const A_DAY = 5_000;

export function openSecurity(setting: SecuritySetting): Security {
  const { log, now } = setting;
  const tally = openTally(A_DAY);
  const queue = openQueue(setting);
  const draft = (event: SecurityEvent, count = 1, at = now()) =>
    draftOf(event, count, isoIn(at, setting.zone()));
  const tellRepeats = () => {
    for (const { event, count, at } of tally.take()) queue.add(draft(event, count, at));
  };
  const must = async (event: SecurityEvent) => {
    let isWanted = true;
    const added = log.append([draft(event)], () => isWanted);
    const line = (await within(MUST_MS, added).finally(() => (isWanted = false)))?.[0];
    if (!line) throw new Error('the security log did not answer in time');
    return line;
  };
  const timer = setInterval(tellRepeats, MINUTE);
  const flush = async () => {
    tellRepeats();
    await within(FLUSH_MS, queue.drained());
  };
  return {
    must,
    mustOnce: (event) => tally.once(event, now(), must),
    note(event) {
      const first = tally.first(event, now());
      if (first) queue.add(draft(first));
    },
    flush,
    async close() {
      clearInterval(timer);
      tellRepeats();
      await queue.end();
    },
  };
}

/** What comes of it, or null when that takes longer than so many milliseconds. */
async function within<T>(ms: number, one: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ms)));
  return Promise.race([one, late]).finally(() => clearTimeout(timer));
}

/** What waits to be written: one batch at a time, again and again while the store is away. */
function openQueue({ log, report, now, zone }: SecuritySetting) {
  let waiting: Draft[] = [];
  let lost = 0;
  let running: Promise<void> | null = null;
  let closed = false;
  const write = async () => {
    const batch = [...waiting];
    const gap = lost > 0 ? [draftOf({ what: 'log.lost', result: 'failed' }, lost, isoIn(now(), zone()))] : [];
    try {
      await log.append([...batch, ...gap]);
      waiting = waiting.slice(batch.length);
      lost -= gap[0]?.count ?? 0;
      return true;
    } catch (problem) {
      report('the security log cannot be written', problem);
      return false;
    }
  };
  const run = async () => {
    while (waiting.length > 0 || lost > 0) {
      if (await write()) continue;
      if (closed) break;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
    }
    running = null; // in the same breath as the last look: what comes after it begins anew
  };
  const begin = () => (running ??= run());
  return {
    add(one: Draft) {
      if (waiting.length < WAITING) waiting.push(one);
      else lost += 1;
      void begin();
    },
    drained: async () => void (await running),
    async end() {
      closed = true;
      await running;
    },
  };
}

function draftOf(event: SecurityEvent, count: number, at: string): Draft {
  const { what, result, visit, op, about, code, detail = {}, of } = event;
  return {
    id: randomUUID(),
    at,
    kind: WHAT[what],
    what,
    result,
    who: visit?.who ?? null,
    address: short(visit?.address),
    session: short(visit?.session),
    requestId: short(visit?.requestId),
    op: short(op),
    about: short(about),
    code: short(code),
    detail,
    of: of ?? null,
    count,
  };
}

/** One line of bounded length, whatever came from outside. */
function short(text: string | null | undefined): string | null {
  return text ? text.replace(/[\p{C}\s]+/gu, ' ').slice(0, 100) : null;
}
