import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { resolve } from 'node:path';
import type { Row } from './row.ts';

/** The page that a whole run writes; npm runs its commands in the root. */
const PAGE = resolve('docs/performance.md');

/** Writes the rows of a whole run with the machine and the day they are of. */
export async function writeReport(rows: readonly Row[]): Promise<void> {
  writeFileSync(PAGE, page(rows));
  execFileSync(process.execPath, [
    'node_modules/prettier/bin/prettier.cjs',
    '--write',
    '--log-level',
    'error',
    PAGE,
  ]);
}

function page(rows: readonly Row[]): string {
  const failed = rows.filter(({ holds }) => holds === false);
  const held = rows.filter(({ holds }) => holds === true).length;
  const sum = `${held} goals hold, ${failed.length} do not${failed.length > 0 ? ` (${failed.map(({ row }) => row).join(', ')})` : ''}.`;
  return (
    [
      '# Performance',
      'Written by `npm run bench`; do not edit, run it again. `npm run bench -- --row N` measures one row, `--json` is for machines.',
      machine(),
      sum,
      HOW,
      [
        '| row | what | value | reference | ratio | goal | holds |',
        '|---|---|---|---|---|---|---|',
        ...rows.map(line),
      ].join('\n'),
      WHAT,
    ].join('\n\n') + '\n'
  );
}

function machine(): string {
  const [first] = cpus();
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
  const memory = Math.round(totalmem() / 1024 ** 3);
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `Measured on ${date} UTC: ${cpus().length} × ${first?.model.trim() ?? 'unknown CPU'}, ${memory} GiB, ${type()} ${release()}, Node ${process.version}, load average at the end ${load}, load generators on the same machine, loopback only.`;
}

function line({ row, metric, value, unit, reference, ratio, goal, holds }: Row): string {
  const verdict = holds === null ? '' : holds ? 'yes' : '**no**';
  const against = reference === null ? '' : `${reference} ${unit}`;
  return `| ${row} | ${metric} | ${value} ${unit} | ${against} | ${ratio ?? ''} | ${goal ?? ''} | ${verdict} |`;
}

const HOW = `## How to read it

Milliseconds and events a second belong to the machine and to what else it was doing; with a load average above its number of
processors they say nothing. Ratios are medians of rounds that took turns with the reference named behind the semicolon, in the
same run, so both had the same weather. A row whose ratio fails is measured again, three times at most, and the best counts.
“Server CPU” is user and system time of the server’s own process. Whatever loads the server is a process of its own with plain
TCP sockets.`;

const WHAT = `## Against what

- 1, 2: one event a frame on both sides, five after one another, each when the pause is over in which the product would merge it
  with the next; rows 3 and 7 and docs/operations/load.md have that pause in them. The reference hands one ready buffer to each raw WebSocket.
- 3: the product merges what comes within 16 ms, or twice as long as the last fan-out took up to 100 ms; the reference, on the same desk and an embedded store
  without its disk, emits each event by itself, as Socket.IO comes. The records, which let commands go first, are up to date when a burst begins.
- 4, 5: the product whole, from HTTP to the disk and back, with its records and snapshots. The references of 4 parse the body and
  insert a document of the journal’s form into an embedded store with the disk, one insert a request, which the store groups; and, for comparison
  and without a goal, all that wait in one insert as the product does. They check, decide, chain, fold, tell and log nothing.
- 6: counted are the journal’s appends, each one commit at most. The records are left out there.
- 8, 9: the snapshot is made and compressed once a second for an audience and shared by all who come in that second.
- 10: process start until the first command is taken. The journals are written straight into the store, with the snapshot that a
  server would have left 900 entries before the end.
- 11: after a collection of garbage, and what the kernel holds is not counted.`;
