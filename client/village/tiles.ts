import type { Incident, Line } from '../../shared/incident/contract.ts';
import type { Report } from '../../shared/report/contract.ts';
import { msOf } from '../../shared/time.ts';
import type { Village } from '../../shared/village/contract.ts';

/** What a tile tells of a village. */
export interface VillageFacts {
  readonly village: Village;
  /** The last thing heard from there, with when it was received; null when nothing ever was. */
  readonly lastWord: { readonly at: string; readonly words: string } | null;
  /** Reports from there that nobody has acknowledged. */
  readonly waiting: number;
  /** An incident there is open. */
  readonly burning: boolean;
  /** Whether the liaison's phone is connected; null while nobody can say. */
  readonly online: boolean | null;
}

export interface Ground {
  readonly villages: readonly Village[];
  readonly reports: readonly Report[];
  readonly incidents: readonly Incident[];
  readonly lines: readonly Line[];
  /** The villages that are connected; null while unknown. */
  readonly online: ReadonlySet<string> | null;
}

/** A village that is not connected and silent for so long (milliseconds) is drawn as stale: a proposal. */
export const STALE_MS = 4 * 3_600_000;

const OVER: ReadonlySet<Incident['state']> = new Set(['closed', 'falseAlarm']);

/** The facts of every village, in no order. */
export function factsOf({ villages, reports, incidents, lines, online }: Ground): VillageFacts[] {
  const words = new Map<string, { at: string; words: string }>();
  const hear = (villageId: string | null, at: string, said: string) => {
    if (villageId === null) return;
    const before = words.get(villageId);
    if (!before || msOf(before.at) <= msOf(at)) words.set(villageId, { at, words: said });
  };
  const waiting = new Map<string, number>();
  for (const { villageId, channel, receivedAt, words: said, state } of reports) {
    if (channel !== 'superior' && channel !== 'fax') hear(villageId, receivedAt, said);
    if (villageId !== null && state === 'submitted')
      waiting.set(villageId, (waiting.get(villageId) ?? 0) + 1);
  }
  for (const { villageId, recordedAt, words: said } of lines) hear(villageId, recordedAt, said);
  const burning = new Set(
    incidents.filter(({ state }) => !OVER.has(state)).map(({ villageId }) => villageId),
  );
  return villages.map((village) => ({
    village,
    lastWord: words.get(village.id) ?? null,
    waiting: waiting.get(village.id) ?? 0,
    burning: burning.has(village.id),
    online: online === null ? null : online.has(village.id),
  }));
}

/**
 * In the order of attention: an incident, then a report that waits, then the latest word first; who is not connected
 * comes last, and who never spoke keeps the unit's own order.
 */
export function inOrder(facts: readonly VillageFacts[]): VillageFacts[] {
  const rank = ({ burning, waiting, online }: VillageFacts) => {
    if (burning) return 0;
    if (waiting > 0) return 1;
    return online === false ? 3 : 2;
  };
  const spoke = ({ lastWord }: VillageFacts) => (lastWord ? msOf(lastWord.at) : 0);
  return [...facts].sort(
    (a, b) => rank(a) - rank(b) || spoke(b) - spoke(a) || a.village.order - b.village.order,
  );
}

/** Whether what is known of a village is older than it may be, at `now` in milliseconds. */
export function isStale({ online, lastWord }: VillageFacts, now: number): boolean {
  return online === false && lastWord !== null && now - msOf(lastWord.at) > STALE_MS;
}
