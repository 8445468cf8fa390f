import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { chromium, type Browser } from '@playwright/test';
import { startInstance, oneTimePassword } from '../../instance.ts';
import { Client } from '../../client.ts';
import { quantile, rowOf, type Row } from '../row.ts';

const built = fileURLToPath(new URL('../../../client/', import.meta.url));
/** The initial JavaScript of Uptime Kuma 2.5.3, brotli (docs/performance.md): the anchor for a page of this kind. */
const ANCHOR_KB = 484;

/** What the phone's page loads until it can be used: every script of the page and what those import at once. */
export async function phoneRows(): Promise<Row[]> {
  const html = await readFile(join(built, 'phone.html'), 'utf8');
  const first = [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="\/([^"]+\.js)"/g)].map(
    (match) => match[1] as string,
  );
  const scripts = new Map<string, Buffer>();
  for (const file of first) await follow(file, scripts);
  const bytes = [...scripts.values()].reduce((sum, code) => sum + brotliCompressSync(code).length, 0);
  const kb = { value: bytes / 1000, unit: 'kB', atMost: 72, reference: ANCHOR_KB, ratioAtMost: 0.15 };
  return [rowOf('phone', 'JavaScript of the phone page to first use, brotli', kb)];
}

async function follow(file: string, known: Map<string, Buffer>): Promise<void> {
  if (known.has(file)) return;
  const code = await readFile(join(built, file));
  known.set(file, code);
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  for (const [, path] of code.toString().matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
    await follow(folder + path, known);
  }
}

/** From the request of the desk until its button for a call can be pressed, on a CPU slowed four times; median of three. */
export async function deskRows(): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-desk-'));
  const password = oneTimePassword();
  const none = { villageId: null, departmentId: null, slot: null, phone: null };
  const crew = [
    { signInName: 'bench-admin', name: 'A', post: 'A', role: 'administrator' as const, ...none },
    { signInName: 'bench-officer', name: 'C', post: '主班', role: 'dutyOfficer' as const, ...none },
  ];
  const instance = await startInstance(crew, password, { dataDir });
  const officer = await new Client(instance.origin).signIn('bench-officer', password, 'desk');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const times: number[] = [];
  for (let n = 0; n < 3; n += 1) times.push(await openDesk(browser, instance.origin, officer.cookie));
  await browser.close();
  await instance.close();
  await rm(dataDir, { recursive: true, force: true });
  return [
    rowOf('desk', 'desk usable, CPU slowed four times, nothing cached', {
      value: quantile(times, 0.5),
      unit: 'ms',
      atMost: 2_500,
    }),
  ];
}

async function openDesk(browser: Browser, origin: string, cookie: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: origin }]);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const start = performance.now();
  await page.goto(origin, { waitUntil: 'commit' });
  await page
    .getByRole('button', { name: /登记来电/ })
    .first()
    .waitFor({ state: 'visible' });
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))');
  const took = performance.now() - start;
  await context.close();
  return took;
}
