import { readConfig, type Config } from './config.ts';
import { HalfRestored } from './backups.ts';
import { EmbeddedInUse } from './embedded/start.ts';
import { serve } from './serve.ts';
import { StandaloneStore } from './store.ts';

/** Starting again would not help: the settings are wrong, or the data folder or the port is another server's. */
const DO_NOT_RESTART = 78;

await main();

/** The server's process: the environment in, the address and the set-up code out, an ordered end on a signal. */
async function main(): Promise<void> {
  const config = settings();
  const running = await serve(config).catch(giveUp);
  say(`值守 Zhishou  ${running.origin}`);
  if (running.setupCode) say(`首次设置代码 · first set-up code: ${running.setupCode}`);
  let ending = false;
  const end = (code: number) => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(code || 1), 10_000).unref(); // whatever hangs must not keep the supervisor waiting
    void running.close().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', () => end(0));
  process.once('SIGINT', () => end(0));
  if (process.send && !process.connected) return end(0); // it went while we were starting
  process.once('disconnect', () => end(0)); // the supervisor is gone: nobody would start us again, nobody would stop us
  process.on('uncaughtException', (problem) => fail(problem, end));
  process.on('unhandledRejection', (problem) => fail(problem, end));
  running.guard();
  process.send?.({ ready: true, origin: running.origin }); // only now: whoever hears it may tell us to end
}

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (problem) {
    return giveUp(problem);
  }
}

function giveUp(problem: unknown): never {
  const { message, code } = problem as NodeJS.ErrnoException;
  complain(
    code === 'EADDRINUSE'
      ? `The port is in use by another program: set PORT to another one. (${message})`
      : message,
  );
  const final =
    problem instanceof EmbeddedInUse ||
    problem instanceof HalfRestored ||
    problem instanceof StandaloneStore ||
    code === 'EADDRINUSE' ||
    /^The settings are wrong|STORE_NO_SYNC/.test(message);
  process.exit(final ? DO_NOT_RESTART : 1);
}

/** Nobody knows in what state we are: end in order, the supervisor starts anew, the journal has everything. */
function fail(problem: unknown, end: (code: number) => void): void {
  complain(problem instanceof Error ? (problem.stack ?? problem.message) : String(problem));
  end(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
