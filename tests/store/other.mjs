import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/*
 * node tests/store/other.mjs [--json DIR] [--only STEP]
 *
 * Runs what depends on the store on an independent server that speaks MongoDB's protocol too: secantusdb from PyPI, a
 * beta, used as a test tool only. It is installed into a throw-away Python environment and started on a free port of
 * this machine; both are gone afterwards. Fails, saying so, when it cannot be installed.
 *   --json DIR  leaves the results of each suite in DIR, for the count at the end of CI
 *   --only STEP one of semantics, contracts, api, scenario
 */
const VERSION = '0.7.0b3';
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), 'zhishou-other-'));
const { json: jsonDir, only } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
}).values;
const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '-c', 'tests/vitest.config.ts'];
const contracts = ['journal', 'records', 'snapshots', 'accounts', 'contacts'].map(
  (room) => `tests/server/${room}`,
);

/** What runs on it: a name, the variables by which it learns of the server, and the arguments for Node. */
const STEPS = [
  ['semantics', ['OTHER_STORE_URI'], [...vitest, '--project', 'store']],
  ['contracts', ['STORE_URI'], [...vitest, '--project', 'server', ...contracts]],
  [
    'api',
    ['STORE_URI', 'MONGODB_URI'],
    [...vitest, '--project', 'story', 'audiences', 'accessRevoked', 'story/files'],
  ],
  ['scenario', ['MONGODB_URI'], ['--import', 'tsx', 'scripts/scenario.ts']],
];

let server;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => (cleanUp(), process.exit(1)));
try {
  process.exitCode = await main();
} finally {
  cleanUp();
}

function cleanUp() {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function main() {
  const python = await install();
  const uri = await start(python);
  const failed = [];
  for (const [name, variables, args] of STEPS) {
    if (only !== undefined && only !== name) continue;
    console.log(`── ${name} on secantusdb ${VERSION}`);
    const json = jsonDir && name !== 'scenario' ? jsonReport(name) : [];
    if (
      (await run(
        process.execPath,
        [...args, ...json],
        Object.fromEntries(variables.map((one) => [one, uri])),
      )) !== 0
    )
      failed.push(name);
  }
  if (failed.length > 0) console.error(`On the independent server failed: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}

/** Returns the Python of a fresh environment that has the server. */
async function install() {
  const python = join(folder, 'python/bin/python');
  const steps = [
    ['python3', ['-m', 'venv', join(folder, 'python')]],
    [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `secantusdb==${VERSION}`]],
  ];
  for (const [command, args] of steps) {
    const code = await run(command, args).catch((problem) => problem.message);
    if (code === 0) continue;
    throw new Error(
      `The independent server secantusdb ${VERSION} could not be installed (${command} ${args[1]}: ${code}). ` +
        'This check needs python3 with venv and pip, and PyPI within reach; without it the store is not proven.',
    );
  }
  return python;
}

async function start(python) {
  const port = await freePort();
  const place = ['--port', String(port), '--storage-path', join(folder, 'data'), '--log-level', 'ERROR'];
  server = spawn(python, ['-m', 'secantus', ...place], { cwd: folder, stdio: 'inherit' });
  server.once('error', (problem) => console.error(problem.message));
  const until = Date.now() + 60_000;
  while (!(await answers(port))) {
    if (Date.now() > until || server.exitCode !== null)
      throw new Error('The independent server did not start.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

function jsonReport(name) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${join(jsonDir, `${name}.json`)}`];
}

function run(command, args, env = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
