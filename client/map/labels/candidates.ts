import { GAP, type LabelPlace, type LabelRequest } from './label.ts';

/** Where a label may go, the best first: beside its mark, a little down, with fewer words, up, and farther away. */
export function candidates(request: LabelRequest): LabelPlace[] {
  const { width, brief } = request;
  if (request.style === 'name') return [0, 7, 15].flatMap((off) => sides(request, width, off, NAME_SIDES));
  const list = request.beside ? BESIDE : ABOVE;
  const less = (places: LabelPlace[]) => places.map((place) => ({ ...place, brief: true }));
  const short = brief === undefined ? [] : less(sides(request, brief, 1, list));
  const lines = brief === undefined ? [] : less(leaders(request, brief, 1, FAR));
  return [
    ...sides(request, width, 1, list),
    ...leaders(request, width, 1, NEAR),
    ...short,
    ...leaders(request, width, -1, NEAR),
    ...leaders(request, width, 1, FAR),
    ...lines,
    ...leaders(request, width, -1, FAR),
  ];
}

/** Lengths of leader lines, in steps of a little more than half a label. */
const NEAR = [0, 1, 2];
const FAR = [3, 4, 5, 6];
/** No leader line is longer, in pixels: the eye would lose it. */
const LONGEST = 100;

/** Sides of a mark as x and y from −1 to 1. */
type Side = readonly [number, number];
const NAME_SIDES: readonly Side[] = [
  [0, -1],
  [1, 0],
  [-1, 0],
  [0, 1],
  [0.75, -1],
  [-0.75, -1],
  [0.75, 1],
  [-0.75, 1],
];
const ABOVE: readonly Side[] = [
  [-0.55, -1],
  [0.55, -1],
  [-1, -1],
  [1, -1],
  [1, 0],
  [-1, 0],
  [0.55, 1],
  [-0.55, 1],
  [1, 1],
  [-1, 1],
];
const BESIDE: readonly Side[] = [
  [1, 0],
  [0.75, 1],
  [-1, 0],
  [-0.75, 1],
  [0.55, -1],
  [-0.55, -1],
];

function sides(
  { clear, height }: LabelRequest,
  width: number,
  off: number,
  list: readonly Side[],
): LabelPlace[] {
  const room = clear + GAP + off;
  return list.map(([sx, sy]) => {
    const aside = sy === 0 ? sx * (room + width / 2 + GAP) : sx * (width / 2);
    const dy = sy === 0 ? -height / 2 : sy < 0 ? -room - height : room;
    return { dx: aside - width / 2, dy, leader: 0, shown: true, brief: false };
  });
}

function leaders(
  { clear, height }: LabelRequest,
  width: number,
  way: 1 | -1,
  steps: readonly number[],
): LabelPlace[] {
  return steps.flatMap((step) => {
    const length = 12 + step * (height * 0.6 + GAP);
    if (length > LONGEST) return [];
    const dy = way > 0 ? clear + length : -clear - length - height;
    return [0.5, 0.15, 0.85].map((share) => ({
      dx: -width * share,
      dy,
      leader: way * length,
      shown: true,
      brief: false,
    }));
  });
}
