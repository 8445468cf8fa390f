import { fork } from 'node:child_process';
import { onStop, say } from './child.mjs';
import { afterEnd, backOff } from './when.mjs';

/** How long the server may take to close its doors, in ms. */
const PATIENCE_MS = 30_000;

/**
 * Runs the server and starts it again whenever it dies, with back-off. Asked to stop, it asks the server and waits.
 * The channel between the two closes when this process is killed, and the server then ends by itself.
 *
 * @param {string} file
 * @returns {Promise<number>} the exit code
 */
export async function supervise(file) {
  const asked = stopOnSignal();
  let delay = null;
  for (;;) {
    const start = performance.now();
    const { code, signal } = await serveOnce(file, asked);
    const next = afterEnd({ code, asked: asked.signal !== null });
    if (next !== 'again') return next.exit;
    const upMs = performance.now() - start;
    delay = backOff(delay, upMs);
    const how = signal ? `by ${signal}` : `with code ${code}`;
    say(
      `${new Date().toISOString()} The server ended ${how} after ${Math.round(upMs / 1000)} s. ` +
        `It starts again in ${delay / 1000} s.`,
    );
    await pause(delay, asked);
    if (asked.signal) return 0;
  }
}

function serveOnce(file, asked) {
  const child = fork(file, { cwd: process.cwd(), stdio: 'inherit' });
  return new Promise((resolve) => {
    let late;
    asked.tell = (again) => {
      if (again) child.kill('SIGKILL');
      else child.kill('SIGTERM');
      late ??= setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    };
    if (asked.signal) asked.tell(false);
    const end = (code, signal) => {
      clearTimeout(late);
      asked.tell = () => undefined;
      resolve({ code, signal });
    };
    child.once('error', () => end(1, null));
    child.once('exit', end);
  });
}

/**
 * The first signal asks the server to stop; a Ctrl-C after that does not wait for it. One press comes in twice, from
 * the terminal and through npm: within a second it is the same.
 */
function stopOnSignal() {
  const asked = { signal: null, at: 0, tell: () => undefined };
  onStop((signal) => {
    const first = asked.signal === null;
    if (first) asked.at = performance.now();
    asked.signal = signal;
    if (first) asked.tell(false);
    else if (signal === 'SIGINT' && performance.now() - asked.at > 1000) asked.tell(true);
  });
  return asked;
}

function pause(ms, asked) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    asked.tell = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
