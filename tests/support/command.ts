import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a command of this repository said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run <name>` from its sources, as somebody would in an office, with these settings and no others. */
export function command(
  name: string,
  args: readonly string[],
  settings: NodeJS.ProcessEnv = {},
): Promise<Said> {
  const script = fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url));
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', script, ...args], { env }, (problem, out, err) => {
      resolve({ code: problem ? Number(problem.code ?? 1) : 0, out, err });
    });
  });
}
