import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { main, onStop, root, runNode, StepFailed, tool } from './child.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

const [name = '', ...args] = process.argv.slice(2);

/** `node scripts/run.mjs <name>`: makes ready what the command needs, then runs it. */
main(async () => {
  await ensureInstalled();
  if (name === 'dev') return develop();
  await ensureBuilt();
  if (name === 'browser') {
    const config = ['-c', 'tests/browser/playwright.config.ts'];
    return runNode(tool('@playwright/test/cli.js'), ['test', ...config, ...args]);
  }
  const file = join(root, 'dist/scripts', `${name}.js`);
  if (!/^[a-z]+$/i.test(name) || !existsSync(file)) throw new StepFailed(`There is no command “${name}”.`, 1);
  return runNode(file, args, { cwd: process.cwd() });
});

/**
 * The server from its sources, started anew at every change, on port 8080, where Vite looks for it; and the screens
 * from Vite. Both on this machine only.
 */
async function develop() {
  const screens = 'http://127.0.0.1:5173';
  const env = { ...process.env, PORT: '8080', HOST: '127.0.0.1', PUBLIC_ORIGINS: screens };
  const vite = ['-c', 'client/vite.config.ts', '--host', '127.0.0.1', '--port', '5173', '--strictPort'];
  const children = [
    [tool('tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', 'server/main.ts'],
    [tool('vite/bin/vite.js'), ...vite],
  ].map((words) => spawn(process.execPath, words, { cwd: root, stdio: 'inherit', env }));
  const end = () => children.forEach((child) => child.kill('SIGTERM'));
  onStop(end);
  const codes = children.map((child) => new Promise((done) => child.once('exit', (code) => done(code ?? 0))));
  const first = await Promise.race(codes);
  end();
  await Promise.all(codes);
  return first;
}
