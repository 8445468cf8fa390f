import type { Socket } from 'node:net';
import { serveRoom } from '../room.ts';
import { listen, type Listener, type Where } from './listener.ts';
import { catchUp, plainGet, type Missing } from './catchUp.ts';
import { ask, open, write, type Wanted, type Writing } from './writers.ts';

/** So many are let in at once: a backlog is not what is measured here. */
const ABREAST = 50;

const known = new Map<number, Socket>();
const groups = new Map<string, Listener[]>();
/** Arrivals of the running wait, on the clock that all processes of a machine share, in milliseconds. */
let arrivals: number[] = [];
let wanted: { name: string; left: number; done: () => void } | null = null;

const calls = {
  async open({
    name,
    where,
    count,
    cookies,
  }: {
    name: string;
    where: Where;
    count: number;
    cookies?: string[];
  }) {
    const group: Listener[] = groups.get(name) ?? [];
    groups.set(name, group);
    const heard = () => {
      if (wanted?.name !== name) return;
      arrivals.push(monotonic());
      if ((wanted.left -= 1) === 0) wanted.done();
    };
    while (group.length < count) {
      const some = Math.min(ABREAST, count - group.length);
      const cookieOf = (n: number) => cookies?.[n % cookies.length];
      const opened = Array.from({ length: some }, (_, n) => {
        const cookie = cookieOf(group.length + n);
        return listen({ ...where, ...(cookie ? { cookie } : {}) }, heard);
      });
      group.push(...(await Promise.all(opened)));
    }
  },
  /** Says at once that it waits; `arrived` then resolves when so many frames came to the group. */
  expect({ name, frames }: { name: string; frames: number }) {
    arrivals = [];
    let done: () => void = () => undefined;
    all = new Promise<void>((resolve) => (done = resolve));
    wanted = { name, left: frames, done };
  },
  async arrived({ quantiles }: { quantiles: number[] }) {
    await all;
    wanted = null;
    arrivals.sort((a, b) => a - b);
    return quantiles.map(
      (share) => arrivals[Math.min(arrivals.length - 1, Math.floor(share * arrivals.length))] ?? 0,
    );
  },
  /** Resolves when everybody of a group has come to a seq; how long it took from the call, in ms. */
  async reaches({ name, seq }: { name: string; seq: number }) {
    const start = performance.now();
    const behind = () => (groups.get(name) ?? []).some((one) => one.seq < seq && !one.closed);
    while (behind()) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - start;
  },
  /** What a group has heard so far. */
  tally({ name }: { name: string }) {
    const group = groups.get(name) ?? [];
    const sum = (of: (one: Listener) => number) => group.reduce((total, one) => total + of(one), 0);
    return {
      frames: sum((one) => one.frames),
      events: sum((one) => one.events),
      bytes: sum((one) => one.bytes),
      gaps: sum((one) => one.gaps),
      closed: group.filter((one) => one.closed).length,
      leastSeq: Math.min(...group.map((one) => one.seq)),
    };
  },
  stall({ name }: { name: string }) {
    for (const { socket } of groups.get(name) ?? []) socket.pause();
  },
  leave({ name }: { name: string }) {
    for (const { socket } of groups.get(name) ?? []) socket.destroy();
    groups.delete(name);
  },
  write: (writing: Writing) => write(writing),
  /** One request over a connection that stays open; when it was sent. */
  async post(wanted: Wanted) {
    const socket = known.get(wanted.port) ?? (await open(wanted.port, 0));
    known.set(wanted.port, socket);
    const sent = monotonic();
    const { ok, body } = await ask(socket, wanted);
    if (!ok) throw new Error(`the request was refused: ${body.toString()}`);
    return sent;
  },
  /** From the loss of a line until the rows are here again; median of so many times, and what travelled. */
  catchUp: (missing: Missing) => catchUp(missing),
  plainGet: (wanted: Wanted) => plainGet(wanted),
};
export type Crowd = typeof calls;

let all: Promise<void> = Promise.resolve();

function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

serveRoom(calls);
