import type { Claim } from './cells.ts';
import { between, type Spot } from '../geometry/plane.ts';
import { rounded, runOf, simplified } from '../geometry/smooth.ts';

/**
 * The limits between villages, each once, as lines that meet exactly where three villages do. Outside the land is
 * an owner as well, so a limit ends on the outline.
 */
export function limitsOf(claim: Claim): Spot[][] {
  const net = new Net(claim);
  return net
    .lines()
    .filter((line) => runOf(line) > 0.35)
    .map((line) => simplified(rounded(line, false, 2), 0.006));
}

const OUTSIDE = -1;

/** A graph of crossings on the grid's edges and of junctions in its squares, where three or more owners meet. */
class Net {
  private readonly claim: Claim;
  private readonly owner: Int16Array;
  private readonly places = new Map<number, Spot>();
  private readonly ties = new Map<number, number[]>();

  constructor(claim: Claim) {
    this.claim = claim;
    const { columns, rows } = claim.land.grid;
    const owner = Int16Array.from(claim.owner, (village, node) =>
      claim.land.edge.values[node]! > 0 ? OUTSIDE : village,
    );
    this.owner = owner;
    for (let j = 0; j < rows - 1; j += 1) {
      for (let a = j * columns; a < j * columns + columns - 1; a += 1) {
        const one = owner[a]!;
        const same = one === owner[a + 1]! && one === owner[a + columns]! && one === owner[a + columns + 1]!;
        if (!same) this.square(a);
      }
    }
  }

  lines(): Spot[][] {
    const done = new Set<string>();
    const found: Spot[][] = [];
    const ends = [...this.ties].filter(([, ties]) => ties.length !== 2).map(([point]) => point);
    for (const start of [...ends, ...this.ties.keys()]) {
      for (const next of this.ties.get(start)!) {
        if (!done.has(`${start}-${next}`)) found.push(this.walk(start, next, done));
      }
    }
    return found;
  }

  private walk(start: number, next: number, done: Set<string>): Spot[] {
    const line = [this.places.get(start)!];
    let [from, to] = [start, next];
    for (;;) {
      done.add(`${from}-${to}`).add(`${to}-${from}`);
      line.push(this.places.get(to)!);
      const ties = this.ties.get(to)!;
      const onward = ties[0] === from ? ties[1] : ties[0];
      if (ties.length !== 2 || onward === undefined || done.has(`${to}-${onward}`)) return line;
      [from, to] = [to, onward];
    }
  }

  private square(a: number): void {
    const { columns } = this.claim.land.grid;
    const corners = [a, a + 1, a + columns + 1, a + columns];
    const edges = [2 * a, 2 * (a + 1) + 1, 2 * (a + columns), 2 * a + 1];
    const crossed = edges.filter((edge, n) => {
      const [p, q] = [corners[n]!, corners[(n + 1) % 4]!];
      if (this.owner[p] !== this.owner[q]) this.place(edge, p, q);
      return this.owner[p] !== this.owner[q];
    });
    const inner = crossed.filter((edge) => !this.isOutline(edge));
    if (crossed.length === 2) {
      if (inner.length === 2) this.tie(inner[0]!, inner[1]!);
    } else if (inner.length > 0) this.junction(a, crossed, inner);
  }

  private junction(square: number, crossed: readonly number[], inner: readonly number[]): void {
    const name = -1 - square;
    const spots = crossed.map((edge) => this.places.get(edge)!);
    const x = spots.reduce((sum, spot) => sum + spot.x, 0) / spots.length;
    const y = spots.reduce((sum, spot) => sum + spot.y, 0) / spots.length;
    this.places.set(name, { x, y });
    for (const edge of inner) this.tie(name, edge);
  }

  private tie(p: number, q: number): void {
    for (const [from, to] of [
      [p, q],
      [q, p],
    ] as const) {
      const ties = this.ties.get(from);
      if (ties) ties.push(to);
      else this.ties.set(from, [to]);
    }
  }

  private place(edge: number, p: number, q: number): void {
    if (this.places.has(edge)) return;
    const [a, b] = [this.owner[p]!, this.owner[q]!];
    const lead = (node: number) => {
      if (a === OUTSIDE || b === OUTSIDE) return this.claim.land.edge.values[node]!;
      return this.claim.distance(node, a) - this.claim.distance(node, b);
    };
    const [f, g] = [lead(p), lead(q)];
    const t = f === g ? 0.5 : Math.max(0, Math.min(1, f / (f - g)));
    this.places.set(edge, between(this.spot(p), this.spot(q), t));
  }

  private isOutline(edge: number): boolean {
    const node = edge >> 1;
    const other = node + (edge & 1 ? this.claim.land.grid.columns : 1);
    return this.owner[node] === OUTSIDE || this.owner[other] === OUTSIDE;
  }

  private spot(node: number): Spot {
    const { grid } = this.claim.land;
    const i = node % grid.columns;
    return { x: grid.west + i * grid.step, y: grid.south + ((node - i) / grid.columns) * grid.step };
  }
}
