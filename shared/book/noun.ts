import type { Event } from '../entry.ts';
import type { Appliers, Deciders, Noun } from '../noun.ts';
import { refuse } from '../refusal.ts';
import type { Row } from '../rows.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { commands, REAL, type BookRow } from './contract.ts';

/** What an exercise has of the real book from the start: where it plays, and who does duty there. */
const GROUND = ['unit', 'village', 'layer', 'calendar', 'pattern', 'person'] as const;
type Ground = (typeof GROUND)[number];

/** What can happen to a book. */
export interface BookEvents {
  'book.opened': {
    kind: BookRow['kind'];
    title: string | null;
    clock: BookRow['clock'];
    /** The ground an exercise starts on. */
    ground: { table: Ground; row: Row }[];
  };
  'book.closed': object;
  /** A backup that was begun at `takenAt` was restored: the entry before this one is its last. */
  'book.restored': { takenAt: string; epoch: string };
}

export const bookRefusals = {
  'book.already': { zh: '这本账已经开了', en: 'This book is open already' },
  'book.closed': { zh: '演练已结束，不能再写', en: 'The exercise is over: nothing more can be written' },
  'book.real': { zh: '正式值守不能结束', en: 'The real book is never closed' },
  'book.no-ground': { zh: '请先完成首次设置', en: 'Finish the first set-up before this' },
} as const;

const decide: Deciders<typeof commands> = {
  'book.open'(world) {
    if (world.tables.book.size > 0) return refuse(bookRefusals, 'book.already');
    return [opened({ kind: 'real', title: null, clock: null, ground: [] })];
  },
  'book.openExercise'(world, { kind, title, startsAt, speed }, { real, at }) {
    if (world.tables.book.size > 0) return refuse(bookRefusals, 'book.already');
    if (!real || real.tables.unit.size === 0) return refuse(bookRefusals, 'book.no-ground');
    return [opened({ kind, title, clock: { startsAt, realStart: at, speed }, ground: groundOf(real) })];
  },
  'book.close'(world) {
    const book = world.tables.book.get('book');
    if (world.book === REAL || !book) return refuse(bookRefusals, 'book.real');
    return book.closedAt ? refuse(bookRefusals, 'book.closed') : [{ type: 'book.closed', id: 'book' }];
  },
  'book.noteRestore': (_world, noted) => [restored(noted)],
};

const apply: Appliers<BookEvents> = {
  'book.opened'(rows, { kind, title, clock, ground }, { at, by, seq }) {
    rows.put('book', { id: 'book', kind, title, clock, openedAt: at, openedBy: by, closedAt: null, seq });
    for (const { table, row } of ground) rows.put(table, { ...row, seq } as never);
  },
  'book.closed'(rows, _event, { at, seq }) {
    rows.set('book', 'book', { closedAt: at, seq });
  },
  'book.restored'(rows, { takenAt, epoch }, { at, seq }) {
    rows.set('book', 'book', { restored: { upTo: seq - 1, epoch, takenAt, at }, seq });
  },
};

/** The event of a restore, for the restore itself: it writes the entry before any desk is open. */
export function restored({ takenAt, epoch }: BookEvents['book.restored']): Event {
  return { type: 'book.restored', id: 'book', takenAt, epoch } as Event;
}

function opened(fields: BookEvents['book.opened']): Event {
  return { type: 'book.opened', id: 'book', ...fields } as Event;
}

function groundOf(real: World): BookEvents['book.opened']['ground'] {
  return GROUND.flatMap((table) => [...real.tables[table].values()].map((row: Row) => ({ table, row })));
}

/**
 * What a book's clock shows.
 *
 * @param world the book; an exercise's clock is in its first row
 * @param now real milliseconds since 1970
 * @returns milliseconds since 1970 by the book's clock
 */
export function bookTime(world: World, now: number): number {
  const clock = world.tables.book.get('book')?.clock;
  if (!clock) return now;
  return msOf(clock.startsAt) + (now - msOf(clock.realStart)) * clock.speed;
}

/** When an entry is recorded: an exercise's first entry stands at the start of its own clock. */
export function recordedAt(events: readonly Event[], at: string): string {
  const first = events[0] as (Event & Partial<BookEvents['book.opened']>) | undefined;
  return first?.type === 'book.opened' && first.clock ? first.clock.startsAt : at;
}

export const noun = { commands, decide, apply } satisfies Noun;
