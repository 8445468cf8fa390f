import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A trace of a running process; it ends with that process. */
export interface Trace {
  readonly ended: Promise<void>;
  /** Lets go of the process, which goes on. */
  letGo(): Promise<void>;
}

/**
 * Attaches strace to a process and all of its threads, and waits until it holds them.
 *
 * @param args what to trace and to inject, e.g. `-e inject=fdatasync:error=EIO:when=3+`
 * @throws when strace is missing: these faults cannot be had in another way, and a test that skips proves nothing
 */
export async function attach(pid: number, args: readonly string[]): Promise<Trace> {
  needStrace();
  const child = spawn('strace', ['-f', '-p', String(pid), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      lines.push(line);
      if (/attached/.test(line)) resolve();
    });
    void ended.then(() => reject(new Error(`strace could not attach to ${pid}: ${lines.join('\n')}`)));
  });
  return {
    ended,
    async letGo() {
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** Throws a sentence when strace is not there. */
export function needStrace(): void {
  const { error } = spawnSync('strace', ['-V']);
  if (error) {
    throw new Error('strace is needed for these faults and was not found: apt-get install strace');
  }
}
