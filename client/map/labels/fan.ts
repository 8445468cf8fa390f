/** A mark in the view: its middle and radius in pixels. */
export interface Disc {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * Marks that stand on the same place are moved apart, so that none hides another and none has to be clustered away:
 * the first stays, the next goes to the side on which it is, or to the right, and so on around. What is returned is how far each was moved.
 */
export function fanOut(discs: readonly Disc[]): Map<string, { dx: number; dy: number }> {
  const placed = new Placed();
  const moves = new Map<string, { dx: number; dy: number }>();
  for (const disc of discs) {
    const spot = freeSpot(disc, placed);
    placed.add({ ...disc, ...spot });
    moves.set(disc.id, { dx: spot.x - disc.x, dy: spot.y - disc.y });
  }
  return moves;
}

/** Straight on first, then around; farther out when a ring is full. */
const TURNS = [0, 1, -1, 4, 3, -3, 2, -2].map((n) => (n * Math.PI) / 4);

function freeSpot(disc: Disc, placed: Placed): { x: number; y: number } {
  const blocking = placed.meeting(disc);
  if (!blocking) return { x: disc.x, y: disc.y };
  const [dx, dy] = [disc.x - blocking.x, disc.y - blocking.y];
  const side = Math.hypot(dx, dy) > 3 ? Math.atan2(dy, dx) : 0;
  for (let ring = 1; ring < 6; ring += 1) {
    const off = (blocking.radius + disc.radius + 2) * ring;
    for (const turn of TURNS) {
      const spot = {
        x: blocking.x + Math.cos(side + turn) * off,
        y: blocking.y + Math.sin(side + turn) * off,
      };
      if (!placed.meeting({ ...disc, ...spot })) return spot;
    }
  }
  return { x: disc.x, y: disc.y };
}

const CELL = 90;

/** The discs that have their place, in buckets: a disc is asked of the nine around it, radii being below half a cell. */
class Placed {
  private readonly buckets = new Map<string, Disc[]>();

  add(disc: Disc): void {
    const key = `${Math.floor(disc.x / CELL)} ${Math.floor(disc.y / CELL)}`;
    const bucket = this.buckets.get(key);
    if (bucket) bucket.push(disc);
    else this.buckets.set(key, [disc]);
  }

  /** One that the disc would cover a good part of; to touch is allowed. */
  meeting(disc: Disc): Disc | undefined {
    const [i, j] = [Math.floor(disc.x / CELL), Math.floor(disc.y / CELL)];
    for (let column = i - 1; column <= i + 1; column += 1) {
      for (let row = j - 1; row <= j + 1; row += 1) {
        const met = this.buckets.get(`${column} ${row}`)?.find((other) => covers(disc, other));
        if (met) return met;
      }
    }
    return undefined;
  }
}

function covers(a: Disc, b: Disc): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < (a.radius + b.radius) * 0.75;
}
