import type { Appliers } from '../noun.ts';
import { later } from '../time.ts';
import type { Rows } from '../world.ts';
import type { Demand, ZeroReport } from './contract.ts';
import { zeroReportIdOf } from './plan.ts';

type Filed = Pick<ZeroReport, 'observedAt' | 'words' | 'safe' | 'proxy' | 'late' | 'offline' | 'doubtful'>;

/** What can happen to zero reports. The id is the plan's, a round's or a report's. */
export interface ZeroReportEvents {
  /** Rounds to come that nobody has filed for and that are not asked any more go with it. */
  'zeroReport.planned': { times: readonly string[]; remindMinutes: number; withdrawn: readonly string[] };
  'zeroReport.demanded': Omit<Demand, 'by'> & { withdrawn: readonly string[] };
  'zeroReport.demandEnded': { reason: string; withdrawn: readonly string[] };
  'zeroReport.opened': {
    dueAt: string;
    remindAt: string | null;
    villageIds: readonly string[];
    reason: string | null;
  };
  /** Due times up to a moment are dealt with: opened, or passed over because nobody was there to ask. */
  'zeroReport.counted': { to: string };
  'zeroReport.reminded': { villageIds: readonly string[] };
  'zeroReport.missingNoted': { villageIds: readonly string[] };
  'zeroReport.filed': Filed;
  'zeroReport.corrected': { words: string | null; safe: boolean; reason: string };
  'zeroReport.noted': { words: string };
  'zeroReport.archived': object;
}

export const apply: Appliers<ZeroReportEvents> = {
  'zeroReport.planned'(rows, { id, times, remindMinutes, withdrawn }, { at, by, seq }) {
    for (const roundId of withdrawn) dropRound(rows, roundId);
    const extra = rows.get('zeroPlan', id)?.extra ?? null;
    rows.put('zeroPlan', {
      ...{ id, times, remindMinutes, extra, countedTo: at },
      ...{ changedAt: at, changedBy: by, seq },
    });
  },
  'zeroReport.demanded'(rows, { id, everyMinutes, since, until, reason, withdrawn }, { at, by, seq }) {
    for (const roundId of withdrawn) dropRound(rows, roundId);
    const { times, remindMinutes } = rows.get('zeroPlan', id) ?? { times: [], remindMinutes: 30 };
    const extra = { everyMinutes, since, until, reason, by };
    rows.put('zeroPlan', {
      ...{ id, times, remindMinutes, extra, countedTo: at },
      ...{ changedAt: at, changedBy: by, seq },
    });
  },
  'zeroReport.demandEnded'(rows, { id, withdrawn }, { at, by, seq }) {
    for (const roundId of withdrawn) dropRound(rows, roundId);
    rows.set('zeroPlan', id, { extra: null, countedTo: at, changedAt: at, changedBy: by, seq });
  },
  'zeroReport.opened'(rows, { id, dueAt, remindAt, villageIds, reason }, { at, seq }) {
    const open = { remindAt, remindedAt: null, closedAt: null };
    rows.put('zeroRound', { id, dueAt, openedAt: at, ...open, villageIds, reason, seq });
    for (const villageId of villageIds) {
      const own = { id: zeroReportIdOf(id, villageId), roundId: id, villageId, dueAt };
      rows.put('zeroReport', { ...own, ...untouched, seq });
    }
  },
  'zeroReport.counted'(rows, { id, to }, { seq }) {
    const plan = rows.get('zeroPlan', id);
    if (plan) rows.put('zeroPlan', { ...plan, countedTo: later(plan.countedTo, to), seq });
  },
  'zeroReport.reminded'(rows, { id, villageIds }, { at, seq }) {
    rows.set('zeroRound', id, { remindedAt: at, seq });
    for (const villageId of villageIds)
      rows.set('zeroReport', zeroReportIdOf(id, villageId), { remindedAt: at, seq });
  },
  'zeroReport.missingNoted'(rows, { id, villageIds }, { at, seq }) {
    rows.set('zeroRound', id, { closedAt: at, seq });
    for (const villageId of villageIds)
      rows.set('zeroReport', zeroReportIdOf(id, villageId), { missedAt: at, seq });
  },
  'zeroReport.filed'(rows, event, { at, by, seq }) {
    const { id, observedAt, words, safe, proxy, late, offline, doubtful } = event;
    const said = { observedAt, words, safe, proxy, late, offline, doubtful };
    rows.set('zeroReport', id, { ...said, filedAt: at, by, seq });
  },
  'zeroReport.corrected'(rows, { id, words, safe, reason }, { at, by, seq }) {
    const corrections = (rows.get('zeroReport', id)?.corrections ?? 0) + 1;
    rows.set('zeroReport', id, { words, safe, corrections, correction: { reason, by, at }, seq });
  },
  'zeroReport.noted'(rows, { id, words }, { at, by, seq }) {
    rows.set('zeroReport', id, { note: { words, by, at }, seq });
  },
  'zeroReport.archived'(rows, { id }) {
    dropRound(rows, id);
  },
};

const untouched = {
  ...{ remindedAt: null, missedAt: null, filedAt: null, by: null, observedAt: null },
  ...{ words: null, safe: true, proxy: null, late: null, offline: false, doubtful: false },
  ...{ note: null, corrections: 0, correction: null },
} as const;

function dropRound(rows: Rows, id: string): void {
  for (const villageId of rows.get('zeroRound', id)?.villageIds ?? [])
    rows.drop('zeroReport', zeroReportIdOf(id, villageId));
  rows.drop('zeroRound', id);
}
