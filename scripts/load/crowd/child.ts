import { readFileSync, writeFileSync } from 'node:fs';
import type { Audience } from '../../../shared/roles.ts';
import type { Answer } from '../../../shared/wire.ts';
import { cpuMs, serveRoom } from '../../bench/room.ts';
import type { Seat } from '../seat.ts';
import { compare, type Proof } from './compare.ts';
import { Duty, type Kind } from './duty.ts';
import { given, type Given, type Kept } from './given.ts';
import { Heard } from './heard.ts';
import { byHttp, put } from './byHttp.ts';
import { now, Screen, type Return, type Setting } from './screen.ts';

/** So many are let in at once where it is not the rush that is measured. */
const ABREAST = 50;

const heard = new Map<Audience, Heard>();
const screens: Screen[] = [];
const back: { how: Return } = { how: 'jitter' };
const disorder = { gap: 0, backwards: 0 };
const acknowledged: Record<string, number> = {};
let duty: Duty;
let setting: Setting;

/** The township at its screens: a process of its own, told what to do by whoever measures. */
const calls = {
  async open({ port, seats }: { port: number; seats: readonly Seat[] }) {
    setting = { port, back, disorder: (what) => void (disorder[what] += 1) };
    while (screens.length < seats.length) {
      const some = seats.slice(screens.length, screens.length + ABREAST).map(screenAt);
      screens.push(...some);
      some.forEach((screen) => screen.open());
      await until(() => some.every(({ greeted }) => greeted));
    }
    duty = new Duty(screens);
  },
  /**
   * Commands at a steady rate, each by whoever would give it, whether the ones before are answered or not; resolves
   * when all are answered and everybody has heard of them.
   */
  async drive({
    perSecond,
    seconds,
    kind,
  }: {
    perSecond: number;
    seconds: number;
    kind?: Kind;
  }): Promise<Given> {
    const kept: Kept[] = [];
    await atRate(perSecond, seconds, () => {
      const act = duty.next(kind);
      kept.push(keep(act, (answered) => act.by.give(act.envelope, answered)));
    });
    return settled(kept);
  },
  /** Reports from everywhere: every second over HTTP, as behind a proxy that lets no socket through. */
  async burst({ count, seconds }: { count: number; seconds: number }) {
    const kept: Kept[] = [];
    const liaisons = screens.filter(({ seat }) => seat.kind === 'liaison');
    await atRate(count / seconds, seconds, () => {
      const n = kept.length;
      const act = duty.submit(liaisons[n % liaisons.length]);
      const way = n % 2 ? (answered: (answer: Answer) => void) => act.by.give(act.envelope, answered) : null;
      kept.push(keep(act, way ?? ((answered) => byHttp(setting.port, act.by.seat, act.envelope, answered))));
    });
    return { ...(await settled(kept)), putOff: put.off, withoutWhen: put.withoutWhen };
  },
  /** Resolves when everybody is welcome again that was so after a moment; when the last was, on the shared clock. */
  async allBack({ since }: { since: number }) {
    await until(() => screens.every(({ greeted, greetedAt }) => greeted && greetedAt > since));
    return Math.max(...screens.map(({ greetedAt }) => greetedAt));
  },
  comeBack: ({ how }: { how: Return }) => void (back.how = how),
  stopReading({ desks }: { desks: number }) {
    const some = screens.filter(({ seat }) => seat.kind === 'desk').slice(0, desks);
    some.forEach((screen) => screen.stopReading());
    return now();
  },
  readOn: () => screens.forEach((screen) => screen.readOn()),
  /** Resolves when everybody has come to a place in the journal; a heartbeat brings those who saw nothing of it. */
  reach: ({ seq }: { seq: number }) => until(() => screens.every((screen) => screen.seq >= seq)),
  /**
   * What everybody has on the screen, against what a file says of each audience, and how often something came in no
   * order; what was acknowledged is left in another file.
   */
  prove({ expected, acks }: { expected: string; acks: string }): Proof {
    writeFileSync(acks, JSON.stringify(acknowledged));
    const rows = JSON.parse(readFileSync(expected, 'utf8')) as Record<Audience, Record<string, object>>;
    return { ...compare(screens, rows), ...disorder };
  },
  cpu: () => cpuMs(),
  now: () => now(),
};
export type Crowd = typeof calls;

function screenAt(seat: Seat): Screen {
  const known = heard.get(seat.audience) ?? new Heard(seat.audience);
  heard.set(seat.audience, known);
  return new Screen(seat, known, setting);
}

function keep(act: ReturnType<Duty['next']>, give: (answered: (answer: Answer) => void) => void): Kept {
  const kept: Kept = { act, sentAt: now(), answeredAt: null, answer: null };
  give((answer) => {
    Object.assign(kept, { answeredAt: now(), answer });
    if (answer.ok) acknowledged[act.envelope.id] = answer.seq;
    act.done(answer);
  });
  return kept;
}

/** Calls so often a second, evenly, and makes up for what a late timer missed. */
async function atRate(perSecond: number, seconds: number, give: () => void): Promise<void> {
  const [start, count] = [now(), Math.round(perSecond * seconds)];
  for (let sent = 0; sent < count;) {
    const due = Math.min(count, Math.floor(((now() - start) * perSecond) / 1_000) + 1);
    for (; sent < due; sent += 1) give();
    await pause(5);
  }
}

const ANSWERED_WITHIN_MS = 60_000;

async function settled(kept: readonly Kept[]): Promise<Given> {
  const last = now() + ANSWERED_WITHIN_MS;
  await until(() => kept.every(({ answer }) => answer !== null) || now() > last);
  const head = Math.max(0, ...kept.map(({ answer }) => (answer?.ok ? answer.seq : 0)));
  const concerned = new Set(kept.flatMap(({ act }) => act.concerns));
  const following = screens.filter(({ seat, stalled }) => !stalled && concerned.has(seat.audience));
  await until(() => following.every(({ seq }) => seq >= head) || now() > last);
  return given(kept, heard);
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

serveRoom(calls);
