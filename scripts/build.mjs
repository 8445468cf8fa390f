import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { main, root, runNode, StepFailed, tool } from './child.mjs';

/** What the last complete build was made of. */
export const STAMP = 'dist/.sources';

/**
 * Builds everything into `dist/`: the server and the scripts by the compiler, the screens by Vite. The stamp goes
 * first and comes back last, so that a build that broke off is never taken for a whole one.
 *
 * @param {string} hash of the sources, for the stamp
 */
export async function build(hash) {
  const dist = join(root, 'dist');
  mkdirSync(dist, { recursive: true });
  for (const part of ['.sources', 'server', 'shared', 'scripts']) {
    rmSync(join(dist, part), { recursive: true, force: true });
  }
  const compiler = ['-p', 'scripts', '--noEmit', 'false', '--rootDir', '.', '--outDir', 'dist'];
  const codes = await Promise.all([
    runNode(tool('typescript/bin/tsc'), compiler),
    runNode(tool('vite/bin/vite.js'), ['build', '-c', 'client/vite.config.ts', '--logLevel', 'warn']),
  ]);
  const names = ['the server', 'the screens'].filter((_name, n) => codes[n] !== 0);
  if (names.length > 0) {
    throw new StepFailed(`Building ${names.join(' and ')} failed; the reason stands above.`, 1);
  }
  writeFileSync(join(root, STAMP), `${hash}\n`);
}

if (process.argv[1] && process.argv[1].endsWith(`${sep}build.mjs`)) {
  main(async () => {
    const { ensureInstalled, hashOfSources } = await import('./prepare.mjs');
    await ensureInstalled();
    await build(hashOfSources());
  });
}
