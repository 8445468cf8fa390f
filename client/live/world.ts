import { shallowRef, type ShallowRef } from 'vue';
import type { Audience } from '../../shared/roles.ts';
import type { Row, Table, Tables } from '../../shared/rows.ts';
import type { Seen } from '../../shared/see.ts';
import { offSheets } from '../../shared/sheet.ts';
import type { Frame, Snapshot } from '../../shared/wire.ts';

/** What came of a frame: its rows are in; it told nothing new; or something before it is missing. */
export type Applied = 'applied' | 'known' | 'gap';

/**
 * The rows this screen may see of one book, as plain Maps. Rows are replaced, never edited, and never made reactive.
 * Reading a table follows it: however many frames arrive, a table that changed is announced once per painted frame.
 */
export class LiveWorld {
  readonly book: string;
  /** Whether a snapshot was loaded, to be followed by templates. */
  readonly loaded = shallowRef(false);
  /** `seq`, to be followed: it moves with the next painted frame. */
  readonly moved = shallowRef(0);
  /** Of each table that somebody asked for, or of which a row came. */
  private readonly held = new Map<Table, Held>();
  private readonly touched = new Set<Table>();
  private readonly paint: (flush: () => void) => void;
  private state: State = NOTHING;
  private queued = false;

  /** @param paint calls back before the next painted frame, and also when nothing is painted */
  constructor(book: string, paint: (flush: () => void) => void = nextPaint) {
    this.book = book;
    this.paint = paint;
  }

  /** The place in the journal up to which the rows are complete; 0 before anything was loaded. */
  get seq(): number {
    return this.state.seq;
  }

  get epoch(): string | null {
    return this.state.epoch;
  }

  /** Whose eyes the rows were seen with: after a change of rights they are another's, and must be fetched anew. */
  get audience(): Audience | null {
    return this.state.audience;
  }

  /** The book's clock at the last frame, with offset; null before anything was loaded. */
  get at(): string | null {
    return this.state.at;
  }

  rowsOf<T extends Table>(table: T): ReadonlyMap<string, Tables[T]> {
    const { rows, version } = this.of(table);
    void version.value;
    return rows as unknown as ReadonlyMap<string, Tables[T]>;
  }

  row<T extends Table>(table: T, id: string): Tables[T] | undefined {
    return this.rowsOf(table).get(id);
  }

  /** Replaces everything. A row that is the same as before keeps its identity, so nothing is drawn anew. */
  load(snapshot: Snapshot): void {
    const { seq, epoch, audience, at } = snapshot;
    this.replaceAll(snapshot.rows, epoch === this.epoch && audience === this.audience);
    this.move({ seq, epoch, audience, at });
  }

  /** Idempotent: a frame that was seen is `known`. After a `gap` the snapshot must be fetched. */
  apply(frame: Frame): Applied {
    if (frame.from > this.seq || this.epoch === null) return 'gap';
    if (frame.to <= this.seq) return 'known';
    if (!offSheets(frame.rows).every((seen) => this.put(seen))) return 'gap';
    this.move({ ...this.state, seq: frame.to, at: frame.at });
    return 'applied';
  }

  /** Forgets all rows: another account must not see them. */
  clear(): void {
    this.replaceAll([], false);
    this.move(NOTHING);
  }

  private move(state: State): void {
    this.state = state;
    if (this.queued) return;
    this.queued = true;
    this.paint(() => {
      this.queued = false;
      for (const table of this.touched) this.of(table).version.value += 1;
      this.touched.clear();
      this.loaded.value = this.epoch !== null;
      this.moved.value = this.seq;
    });
  }

  /** Puts one row as it was seen; false when fields arrive of a row that is not here, which only a loss explains. */
  private put([table, id, how, row]: Seen): boolean {
    const map = this.of(table).rows;
    this.touched.add(table);
    if (how === 'del') return map.delete(id) || true;
    const before = map.get(id);
    if (how === 'set' && !before) return false;
    map.set(id, Object.freeze(how === 'set' ? { ...before, ...row } : row) as Row);
    return true;
  }

  private replaceAll(rows: Snapshot['rows'], comparable: boolean): void {
    const old = new Map<Table, Held['rows']>();
    for (const [table, { rows: before }] of this.held) {
      old.set(table, new Map(before));
      before.clear();
      this.touched.add(table);
    }
    for (const [table, row] of rows as readonly (readonly [Table, Row])[]) {
      const before = comparable ? old.get(table)?.get(row.id) : undefined;
      this.of(table).rows.set(row.id, before && isSame(before, row) ? before : Object.freeze(row));
      this.touched.add(table);
    }
  }

  private of(table: Table): Held {
    let held = this.held.get(table);
    if (!held) this.held.set(table, (held = { rows: new Map(), version: shallowRef(0) }));
    return held;
  }
}

interface Held {
  readonly rows: Map<string, Row>;
  readonly version: ShallowRef<number>;
}

interface State {
  readonly seq: number;
  readonly epoch: string | null;
  readonly audience: Audience | null;
  readonly at: string | null;
}
const NOTHING: State = { seq: 0, epoch: null, audience: null, at: null };

/** `seq` is the entry that changed a row last: within one epoch the same `seq` is the same row. */
function isSame(a: Row, b: Row): boolean {
  return 'seq' in a && 'seq' in b && a.seq === b.seq && Object.keys(a).length === Object.keys(b).length;
}

/** A hidden page is never painted, but its alarms must sound: a timer stands in. */
function nextPaint(flush: () => void): void {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    flush();
  };
  if (typeof document !== 'undefined' && document.visibilityState === 'visible') requestAnimationFrame(once);
  setTimeout(once, 100);
}
