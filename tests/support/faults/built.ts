import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cache = join(root, 'node_modules/.cache');
const NAME = 'zhishou-faults-';
/** Another run may be using what is younger. */
const DAY_MS = 24 * 60 * 60_000;

/**
 * The server as it is built for use, without its screens: the folder that holds `server/main.js`. Made of the sources
 * once, so that a hundred starts of it take no compiler, and so that all of a run are of the same sources.
 */
export function builtServer(): string {
  const name = `${NAME}${hashOf(['server', 'shared'])}`;
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache)) {
    const path = join(cache, old);
    if (old.startsWith(NAME) && Date.now() - statSync(path).mtimeMs > DAY_MS)
      rmSync(path, { recursive: true });
  }
  const making = join(cache, `${name}-making`);
  const emit = ['--noEmit', 'false', '--noCheck', '--rootDir', root, '--outDir', making];
  execFileSync(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    join(root, 'server'),
    ...emit,
  ]);
  renameSync(making, folder);
  return folder;
}

function hashOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (file.endsWith('.ts'))
        hash.update(`${folder}/${file}\0`).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
