import { figure, never, type Measure, type Scale } from '../part.ts';
import type { Room } from '../../bench/room.ts';
import { OFFICE } from '../seat.ts';
import { inTownship, onGround, startServer, type Township } from '../township.ts';
import type { Flood, Flooded } from '../visitors/signIns.ts';
import type { Visitors } from '../visitors/child.ts';
import { openVisitors } from '../visitors/visitors.ts';
import { acceptedOf, proofOf } from './common.ts';

const CLIENTS = 200;
const PER_SECOND = 20;
const SECONDS = 30;
const WRONG_PER_SECOND = 40;
const ACCOUNTS = 300;
/** Every so often somebody of the office signs in with the right password. */
const RIGHT_EVERY_MS = 3_000;
const COLLEAGUES = 10;

/** Wrong passwords pour in while the duty goes on: three hundred at once, then from one office, then from everywhere. */
export function logins({ clients = CLIENTS, seconds = SECONDS }: Scale): Promise<Measure[]> {
  return onGround({ clients }, async (ground) => {
    const { done, proven } = await inTownship(ground, startServer, async (township) => {
      const visitors = openVisitors();
      try {
        return await pourIn(township, visitors, seconds);
      } finally {
        await visitors.close();
      }
    });
    return [...done, proofOf(proven)];
  });
}

interface Scene {
  readonly township: Township;
  readonly visitors: Room<Visitors>;
  readonly seconds: number;
}

async function pourIn(township: Township, visitors: Room<Visitors>, seconds: number): Promise<Measure[]> {
  const scene = { township, visitors, seconds };
  for (const name of colleagues(township)) await right(scene, name); // their desks are known from now on
  const all: Measure[] = [];
  const names = Array.from({ length: ACCOUNTS }, (_, n) => (n % 2 ? `liaison-${n % 100}` : `nobody-${n}`));
  const { port } = township.server;
  all.push(
    ...(await beside({ ...scene, seconds: Math.min(10, seconds) }, 'rush', `${ACCOUNTS} at once`, () =>
      visitors.ask('rush', { port, names }),
    )),
  );
  const load = { port, perSecond: WRONG_PER_SECOND, seconds, names };
  const office: Flood = { ...load, from: 'office' };
  all.push(...(await beside(scene, 'office', 'from the office itself', () => visitors.ask('flood', office))));
  all.push(await shift(scene));
  const everywhere: Flood = { ...load, names: [...colleagues(township), ...names], from: 'everywhere' };
  const words = 'from everywhere, also at the accounts that come in';
  all.push(...(await beside(scene, 'everywhere', words, () => visitors.ask('flood', everywhere))));
  return all;
}

/** The duty and the right sign-ins beside one flood. */
async function beside(
  scene: Scene,
  name: string,
  words: string,
  pour: () => Promise<Flooded>,
): Promise<Measure[]> {
  const { township, seconds } = scene;
  const duty = township.crowd.ask('drive', { perSecond: PER_SECOND, seconds });
  const flooded = pour();
  const came = await coming(scene, seconds);
  const [given, wrong] = [await duty, await flooded];
  const slowest = Math.max(...came.map(({ ms }) => ms));
  const putOff = came.reduce((sum, one) => sum + one.putOff, 0);
  const { asked, answers, together, otherwise, withoutWhen } = wrong;
  const how = Object.entries(answers).map(([status, count]) => `${count} × ${status}`);
  const duties = `wrong sign-ins ${words}, beside ${PER_SECOND} commands/s`;
  const floods = `${asked} wrong ones (${how.join(', ')}; ${together} together)`;
  const rights = `${came.length} right ones at known desks (put off ${putOff} times)`;
  return [
    figure(`${name}-ack`, `${duties}: acknowledgement, 99th percentile`, given.ackP99, 'ms', 500),
    figure(`${name}-answered`, `${floods}: slowest answer`, wrong.slowest, 'ms', 2_000),
    figure(`${name}-right`, `${rights}: slowest to be in`, slowest, 'ms', 5_000),
    never(`${name}-otherwise`, 'wrong ones answered otherwise than no, wait or busy', otherwise),
    never(`${name}-when`, 'told to wait without being told how long', withoutWhen),
    { ...acceptedOf(given), name: `${name}-errors` },
  ];
}

/** One after the other, every few seconds, by those who are known there. */
async function coming(scene: Scene, seconds: number): Promise<{ ms: number; putOff: number }[]> {
  const all: Promise<{ ms: number; putOff: number }>[] = [];
  const known = colleagues(scene.township);
  for (let n = 0; n * RIGHT_EVERY_MS < seconds * 1_000; n += 1) {
    all.push(right(scene, known[n % known.length] as string));
    await new Promise((resolve) => setTimeout(resolve, RIGHT_EVERY_MS));
  }
  return Promise.all(all);
}

/** After a flood from the office's own address its people change shifts, all in the same minute. */
async function shift(scene: Scene): Promise<Measure> {
  const came = await Promise.all(colleagues(scene.township).map((name) => right(scene, name)));
  const metric = `then ${came.length} of the office sign in at once from there: slowest to be in`;
  return figure('office-shift', metric, Math.max(...came.map(({ ms }) => ms)), 'ms', 5_000);
}

function right({ township, visitors }: Scene, name: string) {
  const { server, password } = township;
  return visitors.ask('comeIn', { port: server.port, name, password, address: OFFICE });
}

function colleagues({ seats }: Township): string[] {
  const desks = seats.filter(({ kind }) => kind === 'desk').length;
  return Array.from({ length: Math.min(COLLEAGUES, desks) }, (_, n) => `desk-${n}`);
}
