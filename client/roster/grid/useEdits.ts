import { shallowReactive, shallowRef, watch, type Ref } from 'vue';
import type { BodyOf } from '../../../shared/catalogue.ts';
import type { Refusal } from '../../../shared/refusal.ts';
import { shiftIdOf } from '../../../shared/shift/contract.ts';
import type { Sending } from '../../live/submit.ts';
import { useOutbox, useSubmit } from '../../live/use.ts';
import type { LiveWorld } from '../../live/world.ts';
import type { DutyWorld } from '../dutyWorld.ts';
import { inverseOf, keyOf, wishesOf, type Cell, type Change } from './changes.ts';

export type How = BodyOf<'shift.fill'>['how'];

/**
 * Writing in a month that is not published. What somebody wrote stands in its cell at once, marked as on its way,
 * until the server's rows say the same; a refusal stays at the cell, with who was quicker.
 */
export interface Edits {
  /** Who is in a cell as this screen shows it: what is on its way before what is there. */
  readonly holder: (cell: Cell) => string | null;
  readonly pending: ReadonlyMap<string, string | null>;
  readonly refused: Map<string, Refusal>;
  /** The refusal of a fill as a whole. */
  readonly said: Ref<Refusal | null>;
  /** Gives one change as it is, several as one fill; resolves whether it was accepted. */
  change(changes: readonly Change[], how?: How): Promise<boolean>;
  /** How many changes made on this screen can be taken back. */
  readonly undoable: Readonly<Ref<number>>;
  undo(): Promise<boolean>;
}

export function useEdits({ world, rows }: DutyWorld): Edits {
  const cells = useCells(rows);
  const { pending, refused, said } = cells;
  const past: (readonly Change[])[] = [];
  const undoable = shallowRef(0);

  function holder(cell: Cell): string | null {
    const key = keyOf(cell);
    if (pending.has(key)) return pending.get(key) ?? null;
    return world.tables.shift.get(shiftIdOf(cell.patternId, cell.day))?.posts[cell.post] ?? null;
  }

  async function change(changes: readonly Change[], how: How = 'pasted'): Promise<boolean> {
    const real = changes.filter(({ from, to }) => from !== to);
    if (real.length === 0) return false;
    // Whoever takes back at once means this one, also while it is on its way.
    if (how !== 'undone') past.push(real);
    undoable.value = past.length;
    const ok = await cells.send(real, how);
    const place = past.indexOf(real);
    if (!ok && place >= 0) past.splice(place, 1);
    undoable.value = past.length;
    return ok;
  }

  async function undo(): Promise<boolean> {
    const last = past.pop();
    undoable.value = past.length;
    return last ? change(inverseOf(last), 'undone') : false;
  }

  return { holder, pending, refused, said, change, undoable, undo };
}

/** What is on its way, cell by cell, and what became of it. */
function useCells(rows: LiveWorld) {
  const submit = useSubmit();
  const outbox = useOutbox();
  const pending = shallowReactive(new Map<string, string | null>());
  const refused = shallowReactive(new Map<string, Refusal>());
  const said = shallowRef<Refusal | null>(null);

  function submitted(changes: readonly Change[], how: How): Sending {
    const [{ day, patternId, post, from, to }] = changes as [Change];
    return changes.length === 1
      ? submit('shift.assign', { day, patternId, post, personId: to, was: from })
      : submit('shift.fill', { how, shifts: wishesOf(changes) } as BodyOf<'shift.fill'>);
  }

  async function send(changes: readonly Change[], how: How): Promise<boolean> {
    said.value = null;
    for (const one of changes) {
      pending.set(keyOf(one), one.to);
      refused.delete(keyOf(one));
    }
    // The name is painted first; keeping and sending it can wait for a moment.
    await painted();
    const sending = submitted(changes, how);
    const item = await sending.answered;
    if (item.state === 'refused') {
      await outbox.discard(sending.id);
      if (changes.length > 1) said.value = item.refusal;
      else if (item.refusal) refused.set(keyOf(changes[0] as Change), item.refusal);
    } else await until(rows, item.seq ?? 0);
    for (const one of changes) if (pending.get(keyOf(one)) === one.to) pending.delete(keyOf(one));
    return item.state === 'delivered';
  }
  return { pending, refused, said, send };
}

/** Resolves after the next painted frame, and soon when nothing is painted. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
    setTimeout(resolve, 60);
  });
}

/** The answer comes before the rows: until they are here a cell would show what was before. */
function until(rows: LiveWorld, seq: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = watch(
      rows.moved,
      (now) => {
        if (now < seq) return;
        resolve();
        queueMicrotask(() => stop());
      },
      { immediate: true, flush: 'sync' },
    );
  });
}
