import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { resolve } from 'node:path';
import type { Row } from '../bench/row.ts';

/** The page that a whole run writes; npm runs its commands in the root. */
const PAGE = resolve('docs/operations/load.md');

/** Writes what a whole run measured, with the machine and the day it is of. */
export async function writePage(rows: readonly Row[]): Promise<void> {
  writeFileSync(PAGE, page(rows));
  const prettier = 'node_modules/prettier/bin/prettier.cjs';
  execFileSync(process.execPath, [prettier, '--write', '--log-level', 'error', PAGE]);
}

function page(rows: readonly Row[]): string {
  const failed = rows.filter(({ holds }) => holds === false);
  const held = rows.filter(({ holds }) => holds === true).length;
  const which = failed.length > 0 ? ` (${failed.map(({ row }) => row).join(', ')})` : '';
  const lines = rows.map(
    ({ row, metric, value, unit, ratio, goal, holds }) =>
      `| ${row} | ${metric} | ${value} ${unit}${ratio === null ? '' : `, ratio ${ratio}`} | ${goal ?? ''} | ${
        holds === null ? '' : holds ? 'yes' : '**no**'
      } |`,
  );
  return `${[
    '# Load: what the server stands, measured',
    'Written by `npm run load`; do not edit, run it again. `-- --only steady` (`burst`, `storm`, `stalled`, `logins`, `export`) measures one part.',
    machine(),
    `${held} goals hold, ${failed.length} do not${which}.`,
    ['| row | what | value | goal | holds |', '|---|---|---|---|---|', ...lines].join('\n'),
    HOW,
  ].join('\n\n')}\n`;
}

function machine(): string {
  const [first] = cpus();
  const load = loadavg().map((value) => value.toFixed(1));
  const memory = Math.round(totalmem() / 1024 ** 3);
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `Measured on ${date} UTC: ${cpus().length} × ${first?.model.trim() ?? 'unknown CPU'}, ${memory} GiB, ${type()} ${release()}, Node ${process.version}, load average at the end ${load.join(' ')}.`;
}

const HOW = `## How it is measured

Each part begins with an empty folder: a journal of 30,000 entries, 300 open reports (5,000 for \`export\`), twelve
villages, and an account and a session of its own for every screen. The built server runs in a process of its own on the
embedded store, synced to the disk at every commit; \`storm\` starts it through the supervisor, as \`npm start\` does. All screens live in one other process: plain TCP sockets, a frame read
no further than needed, the same bytes kept once for all who heard them; the rows \`cpu-crowd\` say what it took of the machine. Commands
go at a fixed rate whether earlier ones were answered or not, over the sockets of those who would give them.

Eight of ten screens are liaisons' phones, each from an address of its own; desks (15 %) and walls (5 %) share the office's one address.
The duty goes round: reports are acknowledged, returned with a reason, answered by their village; a few are new, move to another
village, become incidents or get lines. A duty that only took in new reports would measure how the rows grow.

**Proof.** After each part the server is stopped and the journal is read from its first entry: the chain is checked, every acknowledged
command must stand at the place it was told, none twice; the entries are folded, and what \`see\` gives each audience is compared with the rows on
every single screen, field by field. Besides that every row a village was ever sent is asked whose it is.

**Judging.** \`proof\`, \`errors\`, \`ill\`, \`when\`, \`otherwise\`, \`programs\` and \`read\` count in every run. Timings count by the best of at most three runs: the load
generators share the machine's processors with what they measure.

- **steady.** From acknowledgement to screen: until the last screen of every audience that may see it had the frame. The event
  loop's delay is what \`/metrics\` says of the last minute. What the server remembers of recent changes is full from the start, as
  after days; how it grows is what it keeps after a minute less what it kept before, with its garbage collected each time.
- **burst.** Whoever meets 429 or 503 comes again under the same id, not before \`Retry-After\`.
- **storm.** The server is killed with \`kill -9\` in the middle of twenty commands a second; what was not answered is sent again. At random as
  the screens do: 1 s and up to 9 s more. At the same moments: every second, all together.
- **stalled.** The duty writes letters of two thousand characters, so that more is sent to a desk in a few seconds than the
  kernel takes for it. What the kernel holds (a few megabytes each) is not the server's memory.
- **logins.** Right passwords come from desks that are known at the office's address; whoever is put off waits as long as he is told.
- **export.** Two who read the journal page by page without a pause, two who search the records, two who fetch all rows, and \`npm run verify\`
  and \`npm run backup\` one after the other, all the while.`;
