import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, wherever the command was given. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A step that failed after it said why itself: nothing is to be added but the exit code. */
export class StepFailed extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/** Progress goes to standard error: the output of the command itself stays clean. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** The file of an installed package's command, run by this very Node: no shell, no search path. */
export function tool(path) {
  return join(root, 'node_modules', path);
}

/**
 * Runs a Node program to its end, passing signals on to it.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function runNode(file, args, options = {}) {
  return run(process.execPath, [file, ...args], options);
}

/** @see runNode */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
  const deaf = onStop((signal) => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      deaf();
      resolve(code ?? 1);
    });
    options.watch?.(child);
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Calls back when this command is to end: by a signal, or because the npm that started it is gone. npm passes a
 * signal on to its shell alone, which dies of it and leaves us behind.
 *
 * @param {(signal: NodeJS.Signals) => void} tell may be called more than once
 * @returns {() => void} stops listening
 */
export function onStop(tell) {
  const heard = SIGNALS.map((signal) => [signal, () => tell(signal)]);
  for (const [signal, listener] of heard) process.on(signal, listener);
  const parent = process.ppid;
  const byNpm = process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32';
  const watch = byNpm
    ? setInterval(() => process.ppid !== parent && tell('SIGTERM'), 500).unref()
    : undefined;
  return () => {
    clearInterval(watch);
    for (const [signal, listener] of heard) process.off(signal, listener);
  };
}

/** Runs the whole of a command and ends the process as it ended: a readable sentence instead of a stack. */
export function main(work) {
  work().then(
    (code) => process.exit(code ?? 0),
    (problem) => {
      const known = problem instanceof StepFailed;
      say(known ? problem.message : String(problem.stack ?? problem));
      process.exit(known ? problem.code : 1);
    },
  );
}
