import { parseArgs } from 'node:util';
import type { Row } from './bench/row.ts';
import { writePage } from './load/page.ts';
import { measured, type Part } from './load/part.ts';
import { burst } from './load/parts/burst.ts';
import { heavy } from './load/parts/heavy.ts';
import { logins } from './load/parts/logins.ts';
import { stalled } from './load/parts/stalled.ts';
import { steady } from './load/parts/steady.ts';
import { storm } from './load/parts/storm.ts';

const USAGE = `npm run load [-- --only steady|burst|storm|stalled|logins|export] [--seconds N] [--clients N] [--runs N] [--json]
Loads a throw-away township as hard as it must stand, on this machine and its loopback interface alone, and holds what it
measures against the goals. Server and load generators are processes of their own. A whole run takes a quarter of an
hour and writes docs/operations/load.md.
  --seconds N, --clients N  for a try: the goals are said of the sizes that stand without them
  --runs N                  a part whose timings fail is measured again, up to so many times, and the best counts (3);
                            what is lost, missing, foreign or refused counts in every run
  --json                    an array of { row, metric, value, unit, reference, ratio, goal, holds } on standard output
Ends with 0 when every goal holds, 1 when one fails, 2 when it was asked for something else.`;

const PARTS: Readonly<Record<string, Part>> = { steady, burst, storm, stalled, logins, export: heavy };
const options = {
  only: { type: 'string' },
  seconds: { type: 'string' },
  clients: { type: 'string' },
  runs: { type: 'string', default: '3' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  const chosen = Object.keys(PARTS).filter((name) => values.only === undefined || name === values.only);
  const scale = { seconds: numberOf(values.seconds), clients: numberOf(values.clients) };
  const runs = Number(values.runs);
  const wrong = [runs, ...Object.values(scale)].some((value) => value !== undefined && !(value >= 1));
  if (values.help || chosen.length === 0 || wrong) {
    console.error(USAGE);
    return values.help ? 0 : 2;
  }
  const rows: Row[] = [];
  for (const name of chosen) {
    const tell = (run: number, all: readonly Row[]) => {
      if (!values.json) console.log([`${name}, run ${run}`, ...all.map(lineOf)].join('\n'));
    };
    rows.push(...(await measured(name, PARTS[name] as Part, scale, runs, tell)));
  }
  if (values.json) console.log(JSON.stringify(rows, null, 2));
  const whole = values.only ?? values.seconds ?? values.clients;
  if (whole === undefined) await writePage(rows);
  return summed(rows);
}

/** Says on standard error what failed in the end, after all runs. */
function summed(rows: readonly Row[]): number {
  const failed = rows.filter(({ holds }) => holds === false);
  const held = rows.filter(({ holds }) => holds === true).length;
  console.error(`${held} goals hold, ${failed.length} fail${failed.length > 0 ? ':' : '.'}`);
  for (const row of failed) console.error(lineOf(row));
  return failed.length > 0 ? 1 : 0;
}

function lineOf({ row, metric, value, unit, goal, holds, reference, ratio }: Row): string {
  const verdict = holds === null ? '' : holds ? '  holds' : '  FAILS';
  const against = reference === null ? '' : `  (reference ${reference} ${unit}, ratio ${ratio})`;
  return `  ${row.padEnd(24)}${value} ${unit}${against}${goal ? `  goal ${goal}` : ''}${verdict}  ${metric}`;
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
