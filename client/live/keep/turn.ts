import { newId } from '../newId.ts';
import type { Shelf } from './shelf.ts';

/**
 * Does `work` while no other tab of this browser does; waits for its turn. The turn is for order and economy alone:
 * that nothing happens twice is the server's doing, by the id of the command.
 */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * By Web Locks where the browser has them (https), else by a lease on the shelf.
 *
 * @param patience milliseconds after which a tab that the system has put to sleep loses its turn
 */
export function turnOf(name: string, shelf: Shelf, patience: number): Turn {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  return locks ? byLock(locks, `zhishou.${name}`, patience) : byLease(shelf, name, patience);
}

export function byLock(locks: LockManager, name: string, patience: number): Turn {
  return async <T>(work: () => Promise<T>) => {
    const patient = new AbortController();
    const timer = setTimeout(() => patient.abort(), patience);
    let begun: Promise<T> | undefined;
    const begin = () => {
      clearTimeout(timer);
      begun = work();
      return begun;
    };
    try {
      return (await locks.request(name, { signal: patient.signal }, begin)) as T;
    } catch (problem) {
      // Stolen while at work: the work goes on, and its end is still ours to know.
      if (begun) return begun;
      if (!patient.signal.aborted) throw problem;
      return (await locks.request(name, { steal: true }, begin)) as T;
    }
  };
}

export function byLease(shelf: Shelf, name: string, patience: number): Turn {
  const holder = newId();
  const take = () => {
    const now = Date.now();
    return shelf.lease(name, holder, now + patience, now);
  };
  return async (work) => {
    try {
      while (!(await take())) await pause(patience / 20);
    } catch {
      // No shelf to keep a lease on: then there is nothing that tabs could share either.
      return work();
    }
    const renewing = setInterval(() => void take().catch(() => false), patience / 3);
    const leave = () => void shelf.release(name, holder).catch(() => undefined);
    globalThis.addEventListener?.('pagehide', leave);
    try {
      return await work();
    } finally {
      clearInterval(renewing);
      globalThis.removeEventListener?.('pagehide', leave);
      await shelf.release(name, holder).catch(() => undefined);
    }
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
