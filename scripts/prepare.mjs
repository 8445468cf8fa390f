import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build, STAMP } from './build.mjs';
import { main, root, run, say, StepFailed } from './child.mjs';
import { isTooOld, needsBuild, needsInstall } from './when.mjs';

const NODE = '20.19';
/** What the build is made of. */
const SOURCES = [
  'server',
  'shared',
  'client',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const CLEAN_INSTALL = ['ci', '--include=dev', '--no-audit', '--no-fund'];
/** The ways in which npm says that it cannot reach the registry. */
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/;

/** Installs the packages if they are not as the lockfile says. Fetches nothing when they are. */
export async function ensureInstalled() {
  if (isTooOld(process.versions.node, NODE)) {
    throw new StepFailed(`Node ${NODE} or newer is needed; this is ${process.versions.node}.`, 1);
  }
  const why = needsInstall(json('package-lock.json'), json('node_modules/.package-lock.json'));
  if (!why) return;
  say(`Installing the packages, for ${why}. The network is needed this once.`);
  const start = performance.now();
  const isCutOff = await cannotReachRegistry();
  const code = await npm([...CLEAN_INSTALL, isCutOff ? '--offline' : '--prefer-offline'], 'inherit');
  if (code !== 0) throw new StepFailed(isCutOff ? NEEDS_NETWORK : `npm failed (code ${code}); see above.`, 1);
  say(`Installed in ${seconds(start)}.`);
}

/** Builds if `dist/` was not made of the sources as they are. Needs the packages. */
export async function ensureBuilt() {
  const hash = hashOfSources();
  const why = needsBuild(hash, text(STAMP));
  if (!why) return;
  say(`Building, for ${why}.`);
  const start = performance.now();
  await build(hash);
  say(`Built in ${seconds(start)}.`);
}

/** A hash of everything the build is made of: names and contents, in order. */
export function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((name) => filesOf(join(root, name)))) {
    hash.update(`${relative(root, file).split(sep).join('/')}\0`);
    hash.update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !name.startsWith('.') && name !== 'node_modules')
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

/** One short question first: without a network, npm would try each of its hundreds of packages for minutes. */
async function cannotReachRegistry() {
  let words = '';
  const listen = ({ stderr }) => stderr.on('data', (bytes) => (words += bytes));
  const code = await npm(['ping', '--fetch-retries=1', '--fetch-retry-mintimeout=1000'], 'pipe', listen);
  return code !== 0 && NO_NETWORK.test(words);
}

/** Runs npm as it was found: the one that started us, if any. */
function npm(args, output, watch) {
  const own = process.env.npm_execpath;
  const [command, before] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const shell = process.platform === 'win32' && command === 'npm';
  return run(command, [...before, ...args], { stdio: ['ignore', output, output], shell, watch });
}

const NEEDS_NETWORK = [
  'npm cannot reach the package registry. The first start needs the network once; after that neither starting nor',
  'testing fetches anything. Behind a proxy, set HTTPS_PROXY; with a mirror, tell npm its address:',
  'npm config set registry <address>.',
].join('\n');

function json(path) {
  const found = text(path);
  return found === null ? null : JSON.parse(found);
}

function text(path) {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

if (process.argv[1] && process.argv[1].endsWith(`${sep}prepare.mjs`)) {
  main(async () => {
    await ensureInstalled();
    if (!process.argv.includes('--install-only')) await ensureBuilt();
  });
}
