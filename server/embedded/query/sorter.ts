import { code, fault } from '../errors.ts';

/** A row's place in an order. */
export interface Placed {
  key: Buffer;
  record: number;
}

/**
 * Sorts what is added, by key, then in the order it came, and gives the first `most`. It works in runs, each sorted
 * while rows still come in, and merges them while they are taken, so that it never holds the thread for long.
 */
export class Sorter {
  private readonly most: number;
  private run: Placed[] = [];
  private runs: Placed[][] = [];
  /** Nothing from this key on can be among the first. */
  private beyond: Buffer | undefined;
  private bytes = 0;

  constructor(most: number) {
    this.most = most;
  }

  add(row: Placed): void {
    if (this.beyond && row.key.compare(this.beyond) >= 0) return;
    this.run.push(row);
    this.bytes += row.key.length + ROW_BYTES;
    if (this.bytes > MAX_BYTES)
      fault(code.sortTooLarge, 'Sort exceeded memory limit. Narrow the filter or add an index.');
    if (this.run.length >= RUN_ROWS) this.endRun();
  }

  *sorted(): Generator<Placed> {
    this.endRun();
    const heads = this.runs.map((run) => ({ run, at: 0 }));
    const heap = new Heap(heads);
    for (let given = 0; given < this.most; given++) {
      const row = heap.takeFirst();
      if (!row) return;
      yield row;
    }
  }

  private endRun(): void {
    if (this.run.length === 0) return;
    this.run.sort((a, b) => a.key.compare(b.key));
    const kept = this.run.slice(0, this.most);
    this.runs.push(kept);
    this.run = [];
    if (kept.length < this.most) return;
    this.beyond = kept[kept.length - 1]!.key;
    // Enough for all that is asked: what was kept before can only shrink.
    const shrunk = this.runs.map((run) => run.filter(({ key }) => key.compare(this.beyond!) <= 0));
    this.runs = shrunk.filter((run) => run.length > 0);
    this.bytes = this.runs.flat().reduce((sum, { key }) => sum + key.length + ROW_BYTES, 0);
  }
}

interface Head {
  run: Placed[];
  at: number;
}

/** The runs, the one with the least next row on top; of equals, the earlier run. */
class Heap {
  private readonly heads: { head: Head; order: number }[];

  constructor(heads: Head[]) {
    this.heads = heads.map((head, order) => ({ head, order }));
    for (let n = this.heads.length >> 1; n >= 0; n--) this.sink(n);
  }

  takeFirst(): Placed | undefined {
    const top = this.heads[0];
    if (!top) return undefined;
    const row = top.head.run[top.head.at++]!;
    if (top.head.at >= top.head.run.length) {
      const last = this.heads.pop()!;
      if (this.heads.length > 0) this.heads[0] = last;
    }
    this.sink(0);
    return row;
  }

  private sink(from: number): void {
    for (let n = from; ;) {
      const left = 2 * n + 1;
      const right = left + 1;
      let least = n;
      if (left < this.heads.length && this.isBefore(left, least)) least = left;
      if (right < this.heads.length && this.isBefore(right, least)) least = right;
      if (least === n) return;
      [this.heads[n], this.heads[least]] = [this.heads[least]!, this.heads[n]!];
      n = least;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [x, y] = [this.heads[a]!, this.heads[b]!];
    const order = x.head.run[x.head.at]!.key.compare(y.head.run[y.head.at]!.key);
    return order < 0 || (order === 0 && x.order < y.order);
  }
}

const RUN_ROWS = 4096;
/** What a row costs beside its key. */
const ROW_BYTES = 100;
const MAX_BYTES = 512 * 1024 * 1024;
