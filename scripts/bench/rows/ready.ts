import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grow, type Growth } from '../grow.ts';
import { startMeasured } from '../process.ts';
import { quantile, rowOf, type Row } from '../row.ts';

interface Starts {
  readonly ready: number;
  readonly memory: number;
}

/** Until the server takes commands, with an empty journal and with 100,000 entries: the best of three starts each. */
export async function readyRows(): Promise<Row[]> {
  const empty = await started([null], 3, Math.min);
  const full = await started([{ entries: 100_000, open: 500 }], 3, Math.min);
  const [bare, grown] = [empty[0] as Starts, full[0] as Starts];
  return [
    rowOf('ready-1', 'start with an empty journal until commands are taken', {
      value: bare.ready,
      unit: 'ms',
    }),
    rowOf('ready-2', 'the same with 100000 entries, 500 reports open', {
      ...{ value: grown.ready, unit: 'ms', atMost: 3_000, reference: bare.ready },
    }),
  ];
}

/** Row 10: a start costs what is open, not what ever happened. */
export async function historyRows(starts = 5): Promise<Row[]> {
  const growths = [10_000, 1_000_000].map((entries) => ({ entries, open: 5_000 }));
  const [short, long] = (await started(growths, starts, median)) as [Starts, Starts];
  const what = '5000 reports open, 1000000 entries';
  return [
    rowOf('10', `start until commands are taken, ${what}; by the same with 10000 entries`, {
      ...{ value: long.ready, unit: 'ms', reference: short.ready, ratioAtMost: 1.2 },
    }),
    rowOf('10-memory', `memory of the server after that start, ${what}; by the same with 10000 entries`, {
      ...{ value: long.memory, unit: 'MB', reference: short.memory, ratioAtMost: 1.1 },
    }),
  ];
}

const median = (...values: number[]) => quantile(values, 0.5);

/** Prepares a folder for each growth, then starts a server in each by turns, so that all have the same weather. */
async function started(
  growths: readonly (Growth | null)[],
  starts: number,
  of: (...values: number[]) => number,
): Promise<Starts[]> {
  const houses = await Promise.all(growths.map(() => mkdtemp(join(tmpdir(), 'zhishou-ready-'))));
  const got: Starts[][] = growths.map(() => []);
  try {
    for (const [n, growth] of growths.entries()) if (growth) await grow(houses[n] as string, growth);
    for (let round = 0; round < starts; round += 1) {
      for (const [n, DATA_DIR] of houses.entries()) {
        const server = await startMeasured({ DATA_DIR });
        got[n]?.push({ ready: server.readyMs, memory: await server.memory() });
        await server.stop();
      }
    }
  } finally {
    for (const house of houses) await rm(house, { recursive: true, force: true });
  }
  return got.map((all) => ({
    ready: of(...all.map(({ ready }) => ready)),
    memory: of(...all.map(({ memory }) => memory)),
  }));
}
