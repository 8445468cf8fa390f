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
  const pass = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      for (const signal of SIGNALS) process.off(signal, pass);
      resolve(code ?? 1);
    });
    options.watch?.(child);
  });
}

export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

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
