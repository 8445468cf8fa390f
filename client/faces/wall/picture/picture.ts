import { URGENCIES } from '../../../../shared/kind.ts';
import { msOf } from '../../../../shared/time.ts';
import type { Village } from '../../../../shared/village/contract.ts';
import { inOrder, isOpen, latestLines } from './incidents.ts';
import type { WallIncident, WallLine, WallReport } from './rows.ts';

/** Everything the wall is made from. */
export interface Ground {
  readonly villages: readonly Village[];
  readonly reports: readonly WallReport[];
  readonly incidents: readonly WallIncident[];
  readonly lines: readonly WallLine[];
  /** The villages whose phone is connected; null while nobody can say. */
  readonly online: ReadonlySet<string> | null;
  /** The calendar day of an instant in the unit's zone, and the day it is. */
  readonly dayOf: (instant: string) => string;
  readonly today: string;
}

export interface WallTile {
  readonly id: string;
  readonly name: string;
  /** When anything was heard from there last; null when nothing ever was. */
  readonly at: string | null;
  readonly waiting: number;
  readonly burning: boolean;
  readonly online: boolean | null;
}

/** What the wall shows now. `main` decides the layout: with an open incident it is the incident's, else the quiet one. */
export interface Picture {
  readonly main: WallIncident | null;
  /** In the same order: the most serious first, among equals whichever came first. */
  readonly others: readonly WallIncident[];
  readonly lines: readonly WallLine[];
  /** Not acknowledged, the most urgent and then the oldest first. */
  readonly waiting: readonly WallReport[];
  /** The latest that came in, newest first. */
  readonly latest: readonly WallReport[];
  /** What each report is about, for a line that names it. */
  readonly kinds: ReadonlyMap<string, Pick<WallReport, 'kind' | 'villageId'>>;
  /** In the unit's own order, always. */
  readonly tiles: readonly WallTile[];
  readonly today: { readonly reports: number; readonly incidents: number; readonly closed: number };
}

/** So many rows stand in the panel under the map. */
const ROWS = 3;

export function pictureOf(ground: Ground): Picture {
  const [main = null, ...others] = inOrder(ground.incidents);
  const byUrgency = ({ urgency }: WallReport) => URGENCIES.indexOf(urgency);
  return {
    main,
    others,
    lines: main ? latestLines(ground.lines, main.id, ROWS) : [],
    waiting: ground.reports
      .filter(({ state }) => state === 'submitted')
      .sort((a, b) => byUrgency(a) - byUrgency(b) || msOf(a.receivedAt) - msOf(b.receivedAt)),
    latest: [...ground.reports].sort((a, b) => msOf(b.receivedAt) - msOf(a.receivedAt)).slice(0, ROWS),
    kinds: new Map(ground.reports.map(({ id, kind, villageId }) => [id, { kind, villageId }])),
    tiles: tilesOf(ground),
    today: todayOf(ground),
  };
}

function tilesOf({ villages, reports, incidents, lines, online }: Ground): WallTile[] {
  const heard = new Map<string, string>();
  const waiting = new Map<string, number>();
  const hear = (villageId: string | null, at: string) => {
    const before = villageId === null ? undefined : heard.get(villageId);
    if (villageId !== null && (!before || msOf(before) < msOf(at))) heard.set(villageId, at);
  };
  for (const { villageId, receivedAt, state } of reports) {
    hear(villageId, receivedAt);
    if (villageId !== null && state === 'submitted')
      waiting.set(villageId, (waiting.get(villageId) ?? 0) + 1);
  }
  for (const { villageId, recordedAt } of lines) hear(villageId, recordedAt);
  const burning = new Set(incidents.filter(isOpen).map(({ villageId }) => villageId));
  return [...villages]
    .sort((a, b) => a.order - b.order)
    .map(({ id, name }) => ({
      ...{ id, name, at: heard.get(id) ?? null, waiting: waiting.get(id) ?? 0 },
      ...{ burning: burning.has(id), online: online === null ? null : online.has(id) },
    }));
}

/** What came and what was settled today, of all that is on the books. */
function todayOf({ reports, incidents, dayOf, today }: Ground): Picture['today'] {
  const isToday = (instant: string | undefined) => instant !== undefined && dayOf(instant) === today;
  return {
    reports: reports.filter(({ receivedAt }) => isToday(receivedAt)).length,
    incidents: incidents.filter(({ openedAt }) => isToday(openedAt)).length,
    closed: incidents.filter(({ state, reached }) => state === 'closed' && isToday(reached.closed)).length,
  };
}
