import { parseArgs } from 'node:util';
import { liveRows } from './bench/live.ts';
import { readyRows } from './bench/ready.ts';
import { deskRows, phoneRows } from './bench/screens.ts';
import type { Row } from './bench/row.ts';

const USAGE = `npm run bench [-- --json] [-- --only live|ready|phone|desk]
Measures what the product promises about speed and size, on this machine, and prints a line each.
With --json an array of { row, metric, value, unit, reference, ratio, goal, holds } on standard output and nothing else.
Figures of a busy machine are worth little: the ratios say more than the milliseconds.`;

const parts = { phone: phoneRows, ready: readyRows, live: liveRows, desk: deskRows };
type Part = keyof typeof parts;

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) console.error(USAGE);
else await run((Object.keys(parts) as Part[]).filter((part) => !values.only || part === values.only));

async function run(chosen: Part[]): Promise<void> {
  const rows: Row[] = [];
  for (const part of chosen) {
    for (const row of await parts[part]()) {
      rows.push(row);
      if (!values.json) console.log(lineOf(row));
    }
  }
  if (values.json) console.log(JSON.stringify(rows, null, 2));
}

function lineOf({ row, metric, value, unit, goal, holds, reference, ratio }: Row): string {
  const verdict = holds === null ? '' : holds ? '  holds' : '  FAILS';
  const against = reference === null ? '' : `  (reference ${reference} ${unit}, ratio ${ratio})`;
  return `${row.padEnd(7)}${metric.padEnd(64)}${String(value).padStart(9)} ${unit}${goal ? `  goal ${goal}` : ''}${verdict}${against}`;
}
