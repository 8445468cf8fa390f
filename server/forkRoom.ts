import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts a module of this repository as a child process, from TypeScript sources (development, tests) as well as
 * from the build. Untrusted parsers and the embedded store live in such children, so that their end is not ours.
 *
 * @param name the child's file beside `from`, without its ending, e.g. `./child`
 * @param from the caller's `import.meta.url`; its ending tells which of the two worlds this is
 */
export function forkRoom(
  name: string,
  from: string,
  args: string[] = [],
  options: ForkOptions = {},
): ChildProcess {
  const source = from.endsWith('.ts');
  const file = fileURLToPath(new URL(`${name}${source ? '.ts' : '.js'}`, from));
  const loader = source ? ['--import', 'tsx'] : [];
  return fork(file, args, { ...options, execArgv: [...loader, ...(options.execArgv ?? [])] });
}
