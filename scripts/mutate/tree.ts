import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { Guard } from './guards.ts';

/** What a run of some test files came to; `broken` when a file could not be loaded or made ready. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly broken: boolean;
  /** The first test that failed, by its name. */
  readonly first: string | null;
}

/** A copy of the sources in which lines can be taken away. */
export interface Tree {
  /** @throws when the guard's line is not found exactly once */
  without(guard: Guard, work: () => Promise<Outcome>): Promise<Outcome>;
  test(files: readonly string[]): Promise<Outcome>;
  remove(): Promise<void>;
}

/** Copies what is tracked or new in the repository at `root`; packages and build are shared with it. */
export async function copyTree(root: string): Promise<Tree> {
  const folder = await mkdtemp(join(tmpdir(), 'zhishou-mutate-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of listed.split('\n').filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file)).catch((problem: NodeJS.ErrnoException) => {
      if (problem.code !== 'ENOENT') throw problem; // deleted, and not yet recorded
    });
  }
  for (const shared of ['node_modules', 'dist']) await symlink(join(root, shared), join(folder, shared));
  return {
    async without(guard, work) {
      const path = join(folder, guard.file);
      const whole = await readFile(path, 'utf8');
      if (whole.split(guard.line).length !== 2)
        throw new Error(`${guard.file} has no single line “${guard.line}”`);
      await writeFile(
        path,
        whole.replace(guard.line, () => guard.without),
      );
      try {
        return await work();
      } finally {
        await writeFile(path, whole);
      }
    },
    test: (files) => test(folder, files),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function test(folder: string, files: readonly string[]): Promise<Outcome> {
  const report = join(folder, 'report.json');
  await rm(report, { force: true });
  const words = [
    'run',
    '-c',
    'tests/vitest.config.ts',
    '--bail=1',
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...words, ...files], { cwd: folder, stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  const { numPassedTests, testResults } = JSON.parse(await readFile(report, 'utf8')) as Report;
  const tests = testResults.flatMap((file) => file.assertionResults);
  const failed = tests.filter(({ status }) => status === 'failed');
  const broken = testResults.some(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  return { passed: numPassedTests, failed: failed.length, broken, first: failed[0]?.fullName ?? null };
}

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}
