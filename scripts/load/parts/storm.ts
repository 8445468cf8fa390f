import type { Return } from '../crowd/screen.ts';
import type { Given } from '../crowd/given.ts';
import { figure, type Measure, type Scale } from '../part.ts';
import { startSupervised, type Supervised } from '../supervised.ts';
import { inTownship, onGround, type Township } from '../township.ts';
import { acceptedOf, proofOf } from './common.ts';

const CLIENTS = 1_000;
const PER_SECOND = 20;
const SECONDS = 20;
/** Into the duty the server is killed. */
const KILLED_AFTER_MS = 5_000;

/** The server is killed with everybody connected and commands on their way; the supervisor starts it again. */
export function storm({ clients = CLIENTS, seconds = SECONDS }: Scale): Promise<Measure[]> {
  return onGround({ clients }, async (ground) => {
    const { done, proven } = await inTownship(ground, startSupervised, (township) =>
      storms(township, seconds),
    );
    return [...done, proofOf(proven)];
  });
}

async function storms(township: Township<Supervised>, seconds: number): Promise<Measure[]> {
  const jitter = await blow(township, 'jitter', seconds);
  const atOnce = await blow(township, 'at once', seconds);
  const peak = Math.max(...township.watched.memory.map(({ mb }) => mb));
  const given = { ...jitter.given, sent: jitter.given.sent + atOnce.given.sent };
  const both: Given = {
    ...given,
    accepted: jitter.given.accepted + atOnce.given.accepted,
    unanswered: jitter.given.unanswered + atOnce.given.unanswered,
    refused: [...jitter.given.refused, ...atOnce.given.refused],
  };
  const ready = Math.max(jitter.ready, atOnce.ready);
  const back = 'from there until everybody is welcome and caught up';
  return [
    figure('ready', 'from kill -9 until it takes commands again', ready, 's'),
    figure('back', `${back}, each at random as the screens do`, jitter.back, 's', 15),
    figure('back-at-once', `${back}, all at the same moments`, atOnce.back, 's', 30),
    figure('rss', 'memory of the server’s process, peak', peak, 'MB', 768),
    acceptedOf(both),
  ];
}

async function blow({ server, crowd }: Township<Supervised>, how: Return, seconds: number) {
  await crowd.ask('comeBack', { how });
  const driving = crowd.ask('drive', { perSecond: PER_SECOND, seconds });
  await new Promise((resolve) => setTimeout(resolve, KILLED_AFTER_MS));
  const killedAt = await crowd.ask('now');
  await server.kill();
  const readyAt = await server.ready();
  const backAt = await crowd.ask('allBack', { since: killedAt });
  const given = await driving;
  return { ready: (readyAt - killedAt) / 1_000, back: Math.max(0, backAt - readyAt) / 1_000, given };
}
