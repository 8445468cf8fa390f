import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Room } from '../../bench/room.ts';
import { figure, never, type Measure, type Scale } from '../part.ts';
import { inTownship, onGround, startServer, type Township } from '../township.ts';
import type { Visitors } from '../visitors/child.ts';
import type { Read } from '../visitors/readers.ts';
import { openVisitors } from '../visitors/visitors.ts';
import { acceptedOf, proofOf, sharing } from './common.ts';

const CLIENTS = 500;
const PER_SECOND = 50;
/** Long enough that /metrics, which looks back a minute at most, has seen nothing else. */
const SECONDS = 60;
const OPEN = 5_000;
const WARM_SECONDS = 5;

/** Half the load, while everything that reads much is at it: journal, search, snapshots, proof and backup. */
export function heavy({ clients = CLIENTS, seconds = SECONDS }: Scale): Promise<Measure[]> {
  return onGround({ clients, open: OPEN }, async (ground) => {
    const { done, proven } = await inTownship(ground, startServer, async (township) => {
      const visitors = openVisitors();
      try {
        return await beside(township, visitors, seconds);
      } finally {
        await visitors.close();
      }
    });
    return [...done, proofOf(proven)];
  });
}

async function beside(township: Township, visitors: Room<Visitors>, seconds: number): Promise<Measure[]> {
  const { server, crowd, watched } = township;
  const stalls = () => watched.gauge('zhishou_event_loop_stalls_total');
  const readers = everybodyReads(township, visitors);
  const data = ['--data', township.dataDir];
  const backups = ['--to', `${township.dataDir}/backups`, '--keep', '1'];
  const programs = repeat(['verify', data], ['backup', [...data, ...backups]]);
  await crowd.ask('drive', { perSecond: PER_SECOND, seconds: WARM_SECONDS });
  const before = await stalls();
  const { done: given, shares } = await sharing(server, crowd, () =>
    crowd.ask('drive', { perSecond: PER_SECOND, seconds }),
  );
  const longest = await watched.gauge('nodejs_eventloop_lag_max_seconds');
  const stood = (await stalls()) - before;
  await visitors.ask('stopReading');
  const read = await Promise.all(Object.values(readers));
  const ran = await programs.end();
  const loop = `longest stall of the event loop (${stood} over 200 ms), as /metrics has it`;
  return [
    figure('ack', 'acknowledgement, 99th percentile', given.ackP99, 'ms', 1_000),
    figure('screen', 'from there to the last screen, 99th percentile', given.screenP99, 'ms'),
    figure('loop', loop, longest * 1_000, 'ms', 200),
    ...readOf(Object.keys(readers), read),
    never('programs', `${ran.times} runs of verify and backup: failed`, ran.failed),
    acceptedOf(given),
    ...shares,
  ];
}

function everybodyReads(
  { server, seats }: Township,
  visitors: Room<Visitors>,
): Record<string, Promise<Read>> {
  const desks = seats.filter(({ kind }) => kind === 'desk');
  const reads = (what: 'journal' | 'records' | 'snapshot', n: number) => {
    const { cookie } = desks[n % desks.length] as { cookie: string };
    return visitors.ask('read', { port: server.port, cookie, address: `127.4.1.${1 + n}`, what });
  };
  return {
    'journal, page by page': reads('journal', 0),
    'journal, by another': reads('journal', 1),
    'search in the records': reads('records', 2),
    'search, by another': reads('records', 3),
    [`rows of a desk, ${OPEN} reports open`]: reads('snapshot', 4),
    'the same, by another': reads('snapshot', 5),
  };
}

function readOf(names: readonly string[], read: readonly Read[]): Measure[] {
  const failed = read.reduce((sum, one) => sum + one.failed, 0);
  const told = read.map(({ pages, slowest, putOff }, n) => {
    const metric = `${names[n]}: ${pages} answers, put off ${putOff} times; slowest`;
    return figure(`read-${n + 1}`, metric, slowest, 'ms');
  });
  return [...told, never('read', 'of these failed', failed)];
}

/** Runs commands of ours one after the other, beside the server, until told to stop. */
function repeat(...programs: readonly (readonly [name: string, args: readonly string[]])[]) {
  const ran = { times: 0, failed: 0 };
  let going = true;
  const loop = async () => {
    while (going) {
      for (const [name, args] of programs) {
        ran.times += 1;
        if ((await run(name, args)) !== 0) ran.failed += 1;
      }
    }
    return ran;
  };
  const done = loop();
  return {
    end: () => {
      going = false;
      return done;
    },
  };
}

function run(name: string, args: readonly string[]): Promise<number> {
  const source = import.meta.url.endsWith('.ts');
  const file = fileURLToPath(new URL(`../../${name}.${source ? 'ts' : 'js'}`, import.meta.url));
  const loader = source ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, file, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
