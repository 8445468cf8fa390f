import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { incidents } from './compilers/incident.ts';
import { openItemRows } from './compilers/openItem.ts';
import { reports } from './compilers/report.ts';
import type { OpenEntry } from './contract.ts';

/** What one noun has that is not done at `at`. Pure; a noun that has something to hand over adds its own below. */
export type Compiler = (world: World, at: string, zone: string) => Iterable<OpenEntry>;

/** In the order of the sheet. */
const COMPILERS: readonly Compiler[] = [incidents, reports, openItemRows];

/**
 * Everything that is not closed now, for the shift that comes: of each noun the oldest first. What is not closed is
 * compiled again at the next handover, and so carries over by itself.
 */
export function openItems(world: World, at: string, zone: string): OpenEntry[] {
  return COMPILERS.flatMap((compiler) => [...compiler(world, at, zone)].sort(byAge));
}

function byAge(a: OpenEntry, b: OpenEntry): number {
  return msOf(a.since) - msOf(b.since) || (a.key < b.key ? -1 : 1);
}
