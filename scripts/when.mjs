/**
 * When to install, to build and to start again: decisions alone, so that they can be tried without doing any of it.
 * Plain JavaScript without a dependency, as everything that runs before the packages are there.
 */

/**
 * Whether this Node is older than the product needs.
 *
 * @param {string} version as in `process.versions.node`
 * @param {string} needed the lowest that will do, e.g. `20.19`
 */
export function isTooOld(version, needed) {
  const [have, want] = [version, needed].map((text) => text.split('.').map(Number));
  for (let n = 0; n < want.length; n += 1) {
    if ((have[n] ?? 0) !== want[n]) return (have[n] ?? 0) < want[n];
  }
  return false;
}

/**
 * Why the packages must be installed, in words; null when they are as the lockfile says. npm leaves its own list in
 * `node_modules` when it is done: so it does not matter who ran it, and nothing is fetched for a tree that fits.
 *
 * @param {{packages: Record<string, {version?: string, optional?: boolean}>}} lock `package-lock.json`
 * @param {{packages: Record<string, {version?: string}>} | null} installed `node_modules/.package-lock.json`
 */
export function needsInstall(lock, installed) {
  if (!installed) return 'nothing is installed yet';
  for (const [path, { version, optional, link }] of Object.entries(lock.packages)) {
    if (path === '' || optional || link) continue; // binaries for other systems are optional
    const found = installed.packages[path];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (!found) return `${name} is missing`;
    if (found.version !== version) return `${name} ${found.version} should be ${version}`;
  }
  return null;
}

/**
 * Why it must be built, in words; null when `dist/` was made of these very sources.
 *
 * @param {string} hash of the sources as they are
 * @param {string | null} stamp the hash that the last complete build left
 */
export function needsBuild(hash, stamp) {
  if (stamp === null) return 'nothing is built yet';
  return stamp.trim() === hash ? null : 'the sources have changed';
}

const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** A server that ran so long was healthy: its end says nothing about the next start. */
const HEALTHY_MS = 60_000;

/**
 * How long to wait before the server is started again: half a second, doubling to thirty.
 *
 * @param {number | null} beforeMs what was waited the last time; null when this is the first end
 * @param {number} upMs how long it ran
 */
export function backOff(beforeMs, upMs) {
  if (beforeMs === null || upMs >= HEALTHY_MS) return FIRST_MS;
  return Math.min(beforeMs * 2, LONGEST_MS);
}

/** Wrong settings, or the data folder is in use: starting again would not help. As the server exits. */
const GIVE_UP = 78;

/**
 * What the supervisor does when the server has ended.
 *
 * @param {{code: number | null, asked: boolean}} end `asked`: the supervisor itself was told to stop
 * @returns {{exit: number} | 'again'}
 */
export function afterEnd({ code, asked }) {
  if (asked || code === 0) return { exit: code ?? 0 };
  return code === GIVE_UP ? { exit: GIVE_UP } : 'again';
}
