import { code, fault } from '../errors.ts';
import type { Step } from '../query/rows.ts';
import type { Batch } from '../wire/reply.ts';

interface Cursor {
  id: bigint;
  namespace: string;
  docs: Iterator<Step<Buffer>>;
  /** Read already, but too large for the last batch. */
  pending: Buffer | undefined;
  /** When it was last asked, in ms since the epoch. */
  at: number;
}

export interface FirstBatch {
  namespace: string;
  /** The documents, and undefined where other commands may run. */
  docs: Iterable<Step<Buffer>>;
  /** How many at once at first; 0 only opens the cursor. */
  size: number;
  /** The client wants no more than this batch. */
  single?: boolean;
  deadline: number;
}

/** Open results that clients read batch by batch. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) * 1000n;

  async first({ namespace, docs, size, single, deadline }: FirstBatch): Promise<{ batch: Batch }> {
    const cursor: Cursor = {
      id: ++this.lastId,
      namespace,
      docs: docs[Symbol.iterator](),
      pending: undefined,
      at: Date.now(),
    };
    const { batch, done } = await fill(cursor, size, deadline);
    const over = done || single === true;
    if (!over) this.open.set(cursor.id, cursor);
    return { batch: { field: 'firstBatch', docs: batch, cursor: over ? 0n : cursor.id, namespace } };
  }

  async next(id: bigint, size: number, deadline: number): Promise<{ batch: Batch }> {
    const cursor = this.open.get(id);
    if (!cursor) fault(code.cursorNotFound, `cursor id ${id} not found`);
    this.open.delete(id); // a reader at work is not swept, nor read twice at once
    const { batch, done } = await fill(cursor, size, deadline);
    cursor.at = Date.now();
    if (!done) this.open.set(id, cursor);
    return {
      batch: { field: 'nextBatch', docs: batch, cursor: done ? 0n : id, namespace: cursor.namespace },
    };
  }

  /** Returns false when there is no such cursor. */
  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  /** Forgets cursors that nobody has asked for ten minutes. */
  sweep(now: number): void {
    for (const { id, at } of this.open.values()) if (at < now - IDLE_MS) this.open.delete(id);
  }
}

/** Goes through steps, letting other commands run now and then. Stops when `take` returns false. */
export async function paced<T>(
  steps: Iterator<Step<T>>,
  deadline: number,
  take: (item: T) => boolean,
): Promise<boolean> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return true;
    if (step.value !== undefined) {
      if (!take(step.value)) return false;
      continue;
    }
    const now = performance.now();
    if (now > deadline) fault(code.maxTimeMsExpired, 'operation exceeded time limit');
    if (now - since > BREATH_MS) {
      await new Promise<void>((resume) => setImmediate(resume));
      since = performance.now();
    }
  }
}

async function fill(
  cursor: Cursor,
  size: number,
  deadline: number,
): Promise<{ batch: Buffer[]; done: boolean }> {
  const batch: Buffer[] = [];
  let bytes = 0;
  if (size === 0) return { batch, done: false };
  if (cursor.pending) {
    batch.push(cursor.pending);
    bytes += cursor.pending.length;
    cursor.pending = undefined;
  }
  const done = await paced(cursor.docs, deadline, (doc) => {
    if (batch.length >= size || (batch.length > 0 && bytes + doc.length > MAX_BATCH_BYTES)) {
      cursor.pending = doc;
      return false;
    }
    batch.push(doc);
    bytes += doc.length;
    return true;
  });
  return { batch, done };
}

/** How long one command may hold the thread while others wait. */
const BREATH_MS = 5;
const IDLE_MS = 10 * 60_000;
/** A reply must fit one document, with its frame. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024 - 16 * 1024;
