import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** A server in a process of its own, so that it can be killed. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly origin: string;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  /** An ordered end; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts it and waits until it takes commands. Rejects with what it said when it ends instead. */
export async function startProcess(settings: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const env = { ...process.env, LOG_LEVEL: 'silent', ...settings };
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface(stream).on('line', (line) => said.push(line));
  }
  const origin = await Promise.race([
    new Promise<string>((resolve) =>
      child.on('message', (message: { origin?: string }) => message.origin && resolve(message.origin)),
    ),
    ended.then((code) => Promise.reject(new Error(`the server ended with ${code}: ${said.join('\n')}`))),
  ]);
  return {
    child,
    origin,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
