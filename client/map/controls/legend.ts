import type { Sentence } from '../../ui/language.ts';
import {
  incidentDrawing,
  placeDrawing,
  reportDrawing,
  villageDrawing,
  type Drawing,
} from '../layers/glyphs.ts';
import type { Rows } from '../layers/markLayers.ts';
import { legendWords } from '../words.ts';

export interface LegendEntry {
  readonly key: string;
  readonly words: Sentence;
  readonly drawing: Drawing;
}

/** What the legend explains: the marks that are on the map now, no others. */
export function legendOf({
  villages,
  incidents,
  reports,
  marks,
  hidden,
}: Omit<Rows, 'selected'>): LegendEntry[] {
  const shown = <T>(part: string, rows: readonly T[]) => (hidden.has(part) ? [] : rows);
  const on = new Set<string>();
  for (const village of shown('villages', villages)) on.add(village.surveyed ? 'village' : 'placeholder');
  for (const incident of shown('incidents', incidents)) on.add(incident.state);
  for (const report of shown('reports', reports)) on.add(report.waiting ? 'waiting' : 'acknowledged');
  for (const mark of marks) on.add(mark.shape === 'closure' && mark.planned ? 'plannedClosure' : mark.shape);
  return ENTRIES.filter(({ key }) => on.has(key));
}

const plain = { kind: 'fire', grade: null, approximate: false } as const;
const DRAWINGS = {
  open: incidentDrawing({ ...plain, state: 'open' }),
  controlled: incidentDrawing({ ...plain, state: 'controlled' }),
  closed: incidentDrawing({ ...plain, state: 'closed' }),
  waiting: reportDrawing({ kind: 'fire', waiting: true }),
  acknowledged: reportDrawing({ kind: 'fire', waiting: false }),
  moving: placeDrawing({ shape: 'moving' }),
  standby: placeDrawing({ shape: 'standby' }),
  closure: placeDrawing({ shape: 'closure' }),
  plannedClosure: placeDrawing({ shape: 'closure', planned: true }),
  store: placeDrawing({ shape: 'store' }),
  post: placeDrawing({ shape: 'post' }),
  village: villageDrawing({ surveyed: true }),
  placeholder: villageDrawing({ surveyed: false }),
} satisfies Partial<Record<keyof typeof legendWords, Drawing>>;

const ENTRIES = (Object.keys(DRAWINGS) as (keyof typeof DRAWINGS)[]).map((key) => ({
  key,
  words: legendWords[key],
  drawing: DRAWINGS[key],
}));
