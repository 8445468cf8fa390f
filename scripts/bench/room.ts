import type { ChildProcess } from 'node:child_process';
import { forkRoom } from '../../server/forkRoom.ts';

/** What a room offers: functions of one argument that travels as JSON. */
export type Calls = Record<string, (asked: never) => unknown>;

/** A process of its own that does as it is told: a server that is measured, or the crowd that loads it. */
export interface Room<C extends Calls> {
  readonly pid: number;
  ask<K extends keyof C & string>(what: K, ...asked: Parameters<C[K]>): Promise<Awaited<ReturnType<C[K]>>>;
  close(): Promise<void>;
}

interface Question {
  readonly n: number;
  readonly what: string;
  readonly asked: unknown;
}
interface Reply {
  readonly n: number;
  readonly is?: unknown;
  readonly fault?: string;
}

/** @param name the child's file beside `from`, without its ending */
export function openRoom<C extends Calls>(name: string, from: string, execArgv: string[] = []): Room<C> {
  const child = forkRoom(name, from, [], { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, (reply: Reply) => void>();
  let n = 0;
  child.on('message', (reply: Reply) => {
    waiting.get(reply.n)?.(reply);
    waiting.delete(reply.n);
  });
  child.once('exit', (code) => {
    for (const [number, answer] of waiting) answer({ n: number, fault: `${name} ended with ${code}` });
    waiting.clear();
  });
  return {
    pid: child.pid as number,
    ask: (what, ...[asked]) =>
      new Promise((resolve, reject) => {
        const question: Question = { n: (n += 1), what, asked };
        waiting.set(question.n, ({ is, fault }) =>
          fault === undefined ? resolve(is as never) : reject(new Error(fault)),
        );
        child.send(question);
      }),
    close: () => ended(child),
  };
}

/** The child's side: answers what it is asked, and ends when its parent does. */
export function serveRoom(calls: Calls): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ n, what, asked }: Question) => {
    try {
      process.send?.({ n, is: await (calls[what] as (asked: unknown) => unknown)(asked) } satisfies Reply);
    } catch (problem) {
      process.send?.({ n, fault: problem instanceof Error ? (problem.stack ?? '') : String(problem) });
    }
  });
}

/** User and system time of this process so far, in milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
