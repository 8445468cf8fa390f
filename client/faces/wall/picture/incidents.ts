import type { FigureName } from '../../../../shared/incident/contract.ts';
import { KINDS, URGENCIES } from '../../../../shared/kind.ts';
import { msOf } from '../../../../shared/time.ts';
import type { WallIncident, WallLine } from './rows.ts';

/** Whether an incident is still somebody's work. */
export function isOpen({ state }: Pick<WallIncident, 'state'>): boolean {
  return state !== 'closed' && state !== 'falseAlarm';
}

/**
 * The open incidents, the one that has the wall first: what is not yet under control before what is, then the higher
 * grade, then the more urgent kind, then the one that came first. So a small matter never pushes a fire aside, and
 * among equals nothing changes places.
 */
export function inOrder<I extends WallIncident>(incidents: readonly I[]): I[] {
  const rank = ({ state, grade, kind }: I) => [
    state === 'controlled' ? 1 : 0,
    grade ?? 5,
    URGENCIES.indexOf(KINDS[kind].urgency),
  ];
  return incidents.filter(isOpen).sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const first = x.findIndex((value, index) => value !== y[index]);
    if (first >= 0) return x[first]! - y[first]!;
    return msOf(a.receivedAt) - msOf(b.receivedAt) || a.year - b.year || a.number - b.number;
  });
}

const HARMED = ['dead', 'missing', 'severe', 'minor'] as const satisfies readonly FigureName[];
/** What the room asks first comes first. */
const KEY = [
  ...(['trapped', 'evacuated', 'onScene', 'burnedArea', 'affected', 'distance'] as const),
  ...(['windForce', 'houses', 'livestock', 'loss'] as const),
] as const satisfies readonly FigureName[];

export interface WallFigure {
  readonly name: (typeof KEY)[number];
  readonly value: number;
}

/** Dead, missing and injured together; null while nobody has said anything. `missing` says whether some are missing. */
export function harmed({ figures }: Pick<WallIncident, 'figures'>): { sum: number; missing: boolean } | null {
  const told = HARMED.flatMap((name) => figures[name]?.value ?? []);
  if (told.length === 0) return null;
  return { sum: told.reduce((a, b) => a + b), missing: (figures.missing?.value ?? 0) > 0 };
}

/** The figures that are known beside the harmed, at most so many, always in the same order. */
export function keyFigures({ figures }: Pick<WallIncident, 'figures'>, most: number): WallFigure[] {
  const known = KEY.filter((name) => figures[name] !== undefined);
  return known.slice(0, most).map((name) => ({ name, value: figures[name]!.value }));
}

/** The latest lines of an incident by when it happened; one that was corrected gives way to its correction. */
export function latestLines<L extends WallLine>(lines: readonly L[], incidentId: string, most: number): L[] {
  return lines
    .filter((line) => line.incidentId === incidentId && line.correctedBy === null)
    .sort((a, b) => msOf(b.observedAt) - msOf(a.observedAt) || b.seq - a.seq)
    .slice(0, most);
}
