import type { World } from '../../shared/world.ts';

/** Snapshots of Worlds: they make a start cost what is open, not what ever happened. Disposable at any time. */
export interface Snapshots {
  ready(): Promise<void>;
  /**
   * Writes a World as a new generation, then moves the pointer; the generations before are removed. False, and nothing
   * of it kept, when someone with a higher fence has moved the pointer before.
   */
  write(world: World, fence: number): Promise<boolean>;
  /** The newest World of a book, or null: none, of another fold version, or not whole. */
  load(book: string): Promise<World | null>;
}
