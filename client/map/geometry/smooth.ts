import { apart, between, type Spot } from './plane.ts';

/** Chaikin's corner cutting; an open line keeps its ends. */
export function rounded(line: readonly Spot[], closed: boolean, times = 1): Spot[] {
  let spots = [...line];
  for (let round = 0; round < times && spots.length > 2; round += 1) {
    const cut: Spot[] = closed ? [] : [spots[0]!];
    const corners = closed ? spots.length : spots.length - 1;
    for (let n = 0; n < corners; n += 1) {
      const a = spots[n]!;
      const b = spots[(n + 1) % spots.length]!;
      cut.push(between(a, b, 0.25), between(a, b, 0.75));
    }
    if (!closed) cut.push(spots[spots.length - 1]!);
    spots = cut;
  }
  return spots;
}

/** A curve through all the spots (centripetal Catmull-Rom), which neither loops nor overshoots. */
export function through(knots: readonly Spot[], pieces = 10): Spot[] {
  const line = knots.filter((spot, n) => n === 0 || apart(spot, knots[n - 1]!) > 1e-6);
  if (line.length < 3) return line;
  const ends = [between(line[1]!, line[0]!, 2), between(line[line.length - 2]!, line[line.length - 1]!, 2)];
  const all = [ends[0]!, ...line, ends[1]!];
  const curve: Spot[] = [];
  for (let n = 1; n < all.length - 2; n += 1) {
    const four = [all[n - 1]!, all[n]!, all[n + 1]!, all[n + 2]!] as const;
    for (let k = 0; k < pieces; k += 1) curve.push(along(four, k / pieces));
  }
  curve.push(line[line.length - 1]!);
  return curve;
}

/** Barry and Goldman's pyramid for one piece between the second and the third spot. */
function along([a, b, c, d]: readonly [Spot, Spot, Spot, Spot], share: number): Spot {
  const t1 = Math.sqrt(apart(a, b));
  const t2 = t1 + Math.sqrt(apart(b, c));
  const t3 = t2 + Math.sqrt(apart(c, d));
  const t = t1 + (t2 - t1) * share;
  const ab = between(a, b, t / t1);
  const bc = between(b, c, (t - t1) / (t2 - t1));
  const cd = between(c, d, (t - t2) / (t3 - t2));
  return between(between(ab, bc, t / t2), between(bc, cd, (t - t1) / (t3 - t1)), (t - t1) / (t2 - t1));
}

/** Leaves out spots that lie closer than `slack` to the line without them (Douglas and Peucker). */
export function simplified(line: readonly Spot[], slack: number): Spot[] {
  if (line.length < 3) return [...line];
  const kept = new Uint8Array(line.length);
  kept[0] = kept[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    let far = -1;
    let most = slack;
    for (let n = from + 1; n < to; n += 1) {
      const off = offLine(line[n]!.x, line[n]!.y, line[from]!, line[to]!);
      if (off > most) {
        far = n;
        most = off;
      }
    }
    if (far < 0) continue;
    kept[far] = 1;
    open.push([from, far], [far, to]);
  }
  return line.filter((_, n) => kept[n]);
}

/** How far a place is from the stretch between two spots. */
export function offLine(x: number, y: number, a: Spot, b: Spot): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const square = dx * dx + dy * dy;
  const t = square > 0 ? Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / square)) : 0;
  return Math.sqrt((x - a.x - dx * t) ** 2 + (y - a.y - dy * t) ** 2);
}

/** The length of a line in units. */
export function runOf(line: readonly Spot[]): number {
  let sum = 0;
  for (let n = 1; n < line.length; n += 1) sum += apart(line[n - 1]!, line[n]!);
  return sum;
}

/** The pieces of a line where the measure is below zero, and those where it is not, cut at the zero between. */
export function cutBy(
  line: readonly Spot[],
  measure: (spot: Spot) => number,
): { inside: Spot[][]; outside: Spot[][] } {
  const pieces: { inside: Spot[][]; outside: Spot[][] } = { inside: [], outside: [] };
  let piece: Spot[] = [];
  let value = NaN;
  line.forEach((spot, n) => {
    const now = measure(spot);
    if (n > 0 && now < 0 !== value < 0) {
      const edge = between(line[n - 1]!, spot, value / (value - now));
      piece.push(edge);
      pieces[value < 0 ? 'inside' : 'outside'].push(piece);
      piece = [edge];
    }
    piece.push(spot);
    value = now;
  });
  if (piece.length > 1) pieces[value < 0 ? 'inside' : 'outside'].push(piece);
  return pieces;
}
