import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { BROWSER } from '../playwright.config.ts';
import { profileOf, type Screen } from './stage.ts';
import { watch } from './watch.ts';

/** A browser process of its own, whose profile outlives it: a phone whose battery can be pulled. */
export interface Handheld extends Screen {
  /** `kill -9`, without a word to anybody; resolves when it is gone. */
  kill(): Promise<void>;
}

/** A folder for a phone's memory; it must be removed by whoever made it. */
export async function newMemory(): Promise<{ folder: string; forget(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'duty-phone-'));
  return { folder, forget: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Turns the phone on: what its memory held is there again. */
export async function turnOn(folder: string, origin: string): Promise<Handheld> {
  const { storageState: _fresh, ...profile } = profileOf(origin, { size: 'phone' });
  const context = await chromium.launchPersistentContext(folder, {
    ...BROWSER,
    ...profile,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const pid = await processOf(context);
  return {
    ...{ context, page, watch: await watch(context, origin) },
    async kill() {
      const gone = new Promise((resolve) => context.once('close', resolve));
      process.kill(pid, 'SIGKILL');
      await gone;
    },
  };
}

async function processOf(context: BrowserContext): Promise<number> {
  const browser = context.browser();
  if (!browser) throw new Error('this browser does not say who it is');
  const talk = await browser.newBrowserCDPSession();
  const { processInfo } = (await talk.send('SystemInfo.getProcessInfo')) as {
    processInfo: { type: string; id: number }[];
  };
  const found = processInfo.find(({ type }) => type === 'browser');
  if (!found) throw new Error('this browser has no process');
  return found.id;
}
