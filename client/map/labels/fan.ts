/** A mark in the view: its middle and radius in pixels. */
export interface Disc {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * Marks that stand on the same place are moved apart, so that none hides another and none has to be clustered away:
 * the first stays, the next goes to its side, and so on around. What is returned is how far each was moved.
 */
export function fanOut(discs: readonly Disc[]): Map<string, { dx: number; dy: number }> {
  const placed: Disc[] = [];
  const moves = new Map<string, { dx: number; dy: number }>();
  for (const disc of discs) {
    const spot = freeSpot(disc, placed);
    placed.push({ ...disc, ...spot });
    moves.set(disc.id, { dx: spot.x - disc.x, dy: spot.y - disc.y });
  }
  return moves;
}

/** To the right first, then around; farther out when a ring is full. */
const TURNS = [0, 1, -1, 4, 3, -3, 2, -2].map((n) => (n * Math.PI) / 4);

function freeSpot(disc: Disc, placed: readonly Disc[]): { x: number; y: number } {
  const blocking = placed.find((other) => meet(disc, other));
  if (!blocking) return { x: disc.x, y: disc.y };
  for (let ring = 1; ring < 6; ring += 1) {
    const off = (blocking.radius + disc.radius + 2) * ring;
    for (const turn of TURNS) {
      const spot = { x: blocking.x + Math.cos(turn) * off, y: blocking.y + Math.sin(turn) * off };
      if (!placed.some((other) => meet({ ...disc, ...spot }, other))) return spot;
    }
  }
  return { x: disc.x, y: disc.y };
}

/** Touching is allowed, covering a good part of the other is not. */
function meet(a: Disc, b: Disc): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < (a.radius + b.radius) * 0.75;
}
