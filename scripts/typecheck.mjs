import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { root, tool } from './child.mjs';

/*
 * `npm run typecheck`: every room by its own tsconfig, the largest first, as many at once as there are processors. Says
 * everything that is wrong before it fails.
 */
const ROOMS = ['tests', 'client', 'scripts', 'server', 'shared'];

const waiting = [...ROOMS];
const workers = Array.from({ length: Math.min(ROOMS.length, availableParallelism()) }, work);
const failed = (await Promise.all(workers)).flat();
if (failed.length > 0) console.error(`Types do not fit in: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function work() {
  const wrong = [];
  for (let room = waiting.shift(); room; room = waiting.shift()) {
    if ((await check(room)) !== 0) wrong.push(room);
  }
  return wrong;
}

function check(room) {
  const compiler = tool(room === 'client' ? 'vue-tsc/bin/vue-tsc.js' : 'typescript/bin/tsc');
  const child = spawn(process.execPath, [compiler, '-p', room], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
