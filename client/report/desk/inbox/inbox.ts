import type { Incident } from '../../../../shared/incident/contract.ts';
import type { Report, ReportState } from '../../../../shared/report/contract.ts';
import { msOf } from '../../../../shared/time.ts';

/** The inbox, newest first: what nobody has acknowledged, and the rest. */
export interface Inbox {
  readonly waiting: readonly Report[];
  readonly rest: readonly Report[];
}

export interface InboxFilter {
  /** Only what is not settled. */
  readonly openOnly: boolean;
  /** Only of one village; null for all. */
  readonly villageId: string | null;
  /** When the unit's day began, in milliseconds: what was settled before is not shown. */
  readonly dayStart: number;
}

const SETTLED: ReadonlySet<ReportState> = new Set(['falseAlarm', 'merged', 'incident']);

export function isSettled({ state }: Pick<Report, 'state'>): boolean {
  return SETTLED.has(state);
}

/**
 * What lies in the inbox: everything that is not settled, however old, and what was settled of today. What waits is
 * ordered by when it began to wait, since a returned report that was answered waits anew; the rest by when it was
 * received.
 */
export function inboxOf(reports: Iterable<Report>, { openOnly, villageId, dayStart }: InboxFilter): Inbox {
  const waiting: Report[] = [];
  const rest: Report[] = [];
  for (const report of reports) {
    if (villageId !== null && report.villageId !== villageId) continue;
    if (report.state === 'submitted') waiting.push(report);
    else if (!isSettled(report) || (!openOnly && msOf(report.receivedAt) >= dayStart)) rest.push(report);
  }
  return {
    waiting: newestFirst(waiting, ({ stateAt }) => stateAt),
    rest: newestFirst(rest, ({ receivedAt }) => receivedAt),
  };
}

/** The id `step` places further in a list; from nowhere the first. At an end it stays. */
export function neighbourOf(ids: readonly string[], current: string | null, step: 1 | -1): string | null {
  const here = current === null ? -1 : ids.indexOf(current);
  if (here < 0) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, here + step))] ?? null;
}

/** The open incident a report most likely belongs to: the latest of its village. */
export function likelyIncident(incidents: Iterable<Incident>, { villageId }: Report): Incident | null {
  if (villageId === null) return null;
  let latest: Incident | null = null;
  for (const incident of incidents) {
    if (incident.villageId !== villageId || incident.state === 'closed' || incident.state === 'falseAlarm')
      continue;
    if (!latest || msOf(incident.openedAt) > msOf(latest.openedAt)) latest = incident;
  }
  return latest;
}

/** Sorts by an instant, of which each is read once: reading is what costs. */
function newestFirst(reports: Report[], instantOf: (report: Report) => string): Report[] {
  return reports
    .map((report) => ({ report, ms: msOf(instantOf(report)) }))
    .sort((a, b) => b.ms - a.ms || b.report.seq - a.report.seq)
    .map(({ report }) => report);
}
