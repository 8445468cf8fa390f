import type { World } from '../../shared/world.ts';

/** Snapshots of Worlds: they make a start cost what is open, not what ever happened. Disposable at any time. */
export interface Snapshots {
  ready(): Promise<void>;
  /** Writes a World as a new generation, then moves the pointer; the generation before is removed. */
  write(world: World): Promise<void>;
  /** The newest World of a book, or null: none, of another fold version, or not whole. */
  load(book: string): Promise<World | null>;
}
