import { candidates } from './candidates.ts';
import {
  GAP,
  boxAt,
  common,
  leaderAt,
  wider,
  type Box,
  type LabelPlace,
  type LabelRequest,
} from './label.ts';

/**
 * Gives every label a place where it meets no other, no mark and nothing of the map's furniture (`taken`). By rank,
 * then from top to bottom, so of two chips that would meet the lower one moves: to another side of its mark, else
 * down on a leader line, else up. Names take the best of eight sides. The same input gives the same places.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  taken: readonly Box[],
  view: Box,
): Map<string, LabelPlace> {
  const space = new Space(view);
  for (const box of taken) space.take(box);
  for (const request of requests) space.take(markOf(request), request);
  const places = new Map<string, LabelPlace>();
  for (const request of requests.filter(({ width }) => width > 0).sort(inOrder)) {
    const place = space.sees(request) ? space.placeFor(request) : asideFrom(request, view);
    if (place.shown && space.sees(request)) space.take(wider(boxAt(request, place), GAP));
    if (place.leader !== 0 && place.shown) space.take(leaderAt(request, place));
    places.set(request.id, place);
  }
  return places;
}

/** The usual place of a label whose mark is out of the view; not shown where it would reach into it. */
function asideFrom(request: LabelRequest, view: Box): LabelPlace {
  const place = candidates(request)[0]!;
  return { ...place, shown: common(boxAt(request, place), view) === 0 };
}

function inOrder(a: LabelRequest, b: LabelRequest): number {
  return a.rank - b.rank || a.y - b.y || a.x - b.x || (a.id < b.id ? -1 : 1);
}

const CELL = 96;
/** A name is shown where it meets others by no more than this share of its area; beyond, it is left out. */
const BEARABLE = 0.08;

interface Taken extends Box {
  /** Whose mark it is, if it is one, and whether that is one with a name. */
  readonly owner: string;
  readonly named: boolean;
}

/** What is taken, in buckets, so that asking costs what is near and not what there is. */
class Space {
  private readonly view: Box;
  private readonly buckets = new Map<number, Taken[]>();

  constructor(view: Box) {
    this.view = view;
  }

  take(box: Box, mark?: LabelRequest): void {
    const taken = { ...box, owner: mark?.id ?? '', named: mark?.style === 'name' };
    for (const key of this.keys(box)) {
      const bucket = this.buckets.get(key);
      if (bucket) bucket.push(taken);
      else this.buckets.set(key, [taken]);
    }
  }

  /** Whether the mark is in the view; what is not keeps its usual place until it comes in. */
  sees({ x, y }: LabelRequest): boolean {
    const { left, top, right, bottom } = this.view;
    return x >= left && x <= right && y >= top && y <= bottom;
  }

  placeFor(request: LabelRequest): LabelPlace {
    let best: LabelPlace = HIDDEN;
    let least = Infinity;
    for (const place of candidates(request)) {
      const box = boxAt(request, place);
      let cost = this.beyond(box) * 3;
      if (cost < least) cost += this.overlap(box, request);
      if (cost < least && place.leader !== 0) cost += this.overlap(leaderAt(request, place), request) * 4;
      if (cost === 0) return place;
      if (cost < least) [best, least] = [place, cost];
    }
    const bearable = request.style === 'name' && least < request.width * request.height * BEARABLE;
    return { ...best, shown: best.shown && (request.keep || bearable) };
  }

  /** The area in square pixels that is taken already, but for the label's own mark. */
  private overlap(box: Box, { id, style, height }: LabelRequest): number {
    const met: Taken[] = [];
    let area = 0;
    for (const key of this.keys(box)) {
      for (const other of this.buckets.get(key) ?? []) {
        const more = common(box, other.named && style === 'name' ? wider(other, height * 0.3) : other);
        if (more === 0 || other.owner === id || met.includes(other)) continue;
        met.push(other);
        area += more;
      }
    }
    return area;
  }

  private beyond(box: Box): number {
    const out = (box.right - box.left) * (box.bottom - box.top) - common(box, this.view);
    return out > 0.01 ? out : 0;
  }

  private keys({ left, top, right, bottom }: Box): number[] {
    const keys: number[] = [];
    for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j += 1) {
      for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i += 1) keys.push(j * 4096 + i);
    }
    return keys;
  }
}

const HIDDEN: LabelPlace = { dx: 0, dy: 0, leader: 0, shown: false, brief: false };

/** What a mark takes from the labels of others. One with a name takes more from names: nobody is to mix them up. */
function markOf({ x, y, clear }: LabelRequest): Box {
  const half = clear * 1.1 + GAP;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}
