import { bolt, car, flame, medical, people, snow, water, wind, type Shape } from '../../ui/icons.ts';
import type { Glyph } from '../../../shared/kind.ts';
import type { IncidentMark, PlaceMark, ReportMark, VillageMark } from '../marks.ts';

/** A piece of a drawing: an SVG tag and its attributes. Colours come from the class. */
export type Piece = readonly [tag: string, attributes: Readonly<Record<string, string | number>>];
/** A drawing around its own middle, in pixels, `reach` to every side. */
export interface Drawing {
  readonly reach: number;
  readonly pieces: readonly Piece[];
}

const icons: Record<Glyph, Shape> = {
  fire: flame,
  water,
  wind,
  snow,
  road: car,
  people,
  power: bolt,
  health: medical,
  other: 'M8 3.4v5.8M8 12.4v.2',
};

/** The disc's radius by grade: the more serious, the larger; the chip says it in words. */
const RADII = { 1: 18, 2: 16.5, 3: 14.5, 4: 13 } as const;

/** An incident: an ink disc while open, a ring once controlled, a thin ring when closed; dashed around if vague. */
export function incidentDrawing({
  kind,
  state,
  grade,
  approximate,
  selected,
}: Omit<IncidentMark, 'id' | 'position' | 'number' | 'title'>): Drawing {
  const radius = state === 'closed' ? 10.5 : RADII[grade ?? 4];
  const pieces: Piece[] = [circle('m-halo', radius + 2.5), circle(`m-disc is-${state}`, radius)];
  if (approximate) pieces.push(circle('m-vague', radius + 4.5));
  if (selected) pieces.unshift(circle('m-selected', radius + (approximate ? 8.5 : 5)));
  pieces.push(...glyph(kind, `m-glyph is-${state}`, (radius * 1.26) / 16));
  return { reach: radius + (selected ? 7 : 3) + (approximate ? 3 : 0), pieces };
}

/** A report: a small speech bubble, filled while nobody has acknowledged it. */
export function reportDrawing(
  { kind, waiting }: Pick<ReportMark, 'kind' | 'waiting'>,
  selected = false,
): Drawing {
  const bubble =
    'M-7 -9H7A3 3 0 0 1 10 -6V3A3 3 0 0 1 7 6H3L0 10L-3 6H-7A3 3 0 0 1 -10 3V-6A3 3 0 0 1 -7 -9Z';
  const state = waiting ? 'is-waiting' : 'is-known';
  const pieces: Piece[] = [
    ['path', { class: 'm-bubble-halo', d: bubble }],
    ['path', { class: `m-bubble ${state}`, d: bubble }],
    ...glyph(kind, `m-glyph ${state}`, 0.72, -1.5),
  ];
  if (selected) pieces.unshift(circle('m-selected', 15));
  return { reach: selected ? 17 : 12, pieces };
}

/** A village: a ring; the seat a larger one with a dot; dashed while the position is a placeholder. */
export function villageDrawing(
  { seat, surveyed }: Pick<VillageMark, 'seat' | 'surveyed'>,
  selected = false,
): Drawing {
  const radius = seat ? 5.6 : surveyed ? 3.7 : 4.1;
  const pieces: Piece[] = [
    circle('m-under', radius + 1.4),
    circle(`m-village ${surveyed ? '' : 'is-placeholder'}`, radius),
  ];
  if (seat) pieces.push(circle('m-seat', 2.2));
  if (selected) pieces.unshift(circle('m-selected', radius + 5));
  return { reach: radius + (selected ? 7 : 2), pieces };
}

/** People, stores, closures and posts, by shape. */
export function placeDrawing({
  shape,
  heading = 90,
  planned,
}: Pick<PlaceMark, 'shape' | 'heading' | 'planned'>): Drawing {
  const name = `m-place ${planned ? 'is-planned' : ''}`;
  if (shape === 'post') return { reach: 14, pieces: [path('m-flag-halo', FLAG), path('m-flag', FLAG)] };
  if (shape === 'store')
    return { reach: 9, pieces: [['rect', { class: name, ...SQUARE }], path('m-inner', HOUSE)] };
  if (shape === 'closure') return { reach: 9, pieces: [circle(name, 6.5), path('m-bar', 'M-3.4 0H3.4')] };
  if (shape === 'standby') return { reach: 8, pieces: [circle(name, 6), path('m-inner', PAUSE)] };
  const transform = `rotate(${(heading - 90).toFixed(0)})`;
  return { reach: 9, pieces: [circle(name, 6.5), ['path', { class: 'm-dart', d: DART, transform }]] };
}

const SQUARE = { x: -7, y: -7, width: 14, height: 14, rx: 3 };
const HOUSE = 'M-3.6 -.6 0 -3.6 3.6 -.6M-2.6 -1V3.4H2.6V-1';
const PAUSE = 'M-1.8 -2.5V2.5M1.8 -2.5V2.5';
const DART = 'M-3 -2.6 4.3 0 -3 2.6 -1.7 0Z';
const FLAG = 'M-.9 0V-15H11L8 -11 11 -7H.9V0A2.4 2.4 0 1 1 -.9 0Z';

function circle(name: string, r: number): Piece {
  return ['circle', { class: name, r }];
}

function path(name: string, d: string): Piece {
  return ['path', { class: name, d }];
}

function glyph(kind: Glyph, name: string, scale: number, lift = 0): Piece[] {
  const icon = icons[kind];
  const [stroke, fill] = typeof icon === 'string' ? [icon, ''] : icon;
  const transform = `translate(${(-8 * scale).toFixed(2)} ${(lift - 8 * scale).toFixed(2)}) scale(${scale.toFixed(3)})`;
  const pieces: Piece[] = [];
  if (fill) pieces.push(['path', { class: `${name} is-filled`, d: fill, transform }]);
  if (stroke) pieces.push(['path', { class: `${name} is-stroked`, d: stroke, transform }]);
  return pieces;
}
