import { endConfined, findingOf, startConfined } from '../../confined.ts';
import { finding, no, type Answer } from './task.ts';

/** How long the child may take to start and to read one file, in milliseconds. */
export interface Patience {
  readonly start: number;
  readonly task: number;
}
export const PATIENCE: Patience = { start: 30_000, task: 5_000 };
/** Megabytes of objects; bytes lie beside them and are capped by what may be unpacked. */
const HEAP_MB = 160;

/**
 * Reads a table in a child process of its own, which is ended whatever it says or does not say. One that runs out of
 * time or memory was not worth opening: damaged.
 *
 * @throws when the child cannot be started
 */
export async function readTable(bytes: Uint8Array, patience: Patience = PATIENCE): Promise<Answer> {
  const options = { heapMb: HEAP_MB, startMs: patience.start, serialization: 'advanced' } as const;
  const child = await startConfined(import.meta.url, options);
  try {
    const found = findingOf(child, finding, patience.task);
    child.send({ bytes }, () => undefined); // a closed channel shows itself as an exit
    const said = await found;
    return !said || said.what === 'ready' ? no('import.damaged') : said;
  } finally {
    await endConfined(child);
  }
}
