import {
  test as base,
  expect,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import type { Client } from '../../../scripts/client.ts';
import { openTownship, type Township } from '../../support/township.ts';
import { watch, type Watch } from './watch.ts';

export { expect };

/** The sizes that the screens are made for. */
export const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 },
  desk: { viewport: { width: 1440, height: 900 } },
  wall: { viewport: { width: 1920, height: 1080 } },
} as const;
export type Size = keyof typeof SIZES;

export interface Opening {
  readonly size: Size;
  /** Whose session it is; nobody is signed in when left out. */
  readonly as?: Client;
  /** `auto` follows the system, which a test can change while it looks. */
  readonly theme?: 'light' | 'dark' | 'auto';
  readonly language?: 'zh' | 'en';
  /** Another way to the same server, e.g. one that can be cut. */
  readonly origin?: string;
  readonly more?: BrowserContextOptions;
  /** Done before the page is asked for. */
  readonly before?: (page: Page) => Promise<void>;
}

/** One screen with a browser profile of its own. */
export interface Screen {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watch: Watch;
}

interface Stage {
  /** A whole server with somebody of every role, for this test alone. */
  township: Township;
  /** Opens a page of some server; when the test is over, nothing forbidden may have happened on any. */
  openAt: (origin: string, path: string, opening: Opening) => Promise<Screen>;
  /** Opens a page of the township. */
  open: (path: string, opening: Opening) => Promise<Screen>;
}

export const test = base.extend<Stage>({
  township: async ({ browserName: _any }, use) => {
    const township = await openTownship();
    await use(township);
    await township.close();
  },
  openAt: async ({ browser }, use) => {
    const screens: Screen[] = [];
    await use(async (origin, path, opening) => {
      const context = await browser.newContext(profileOf(origin, opening));
      const screen = { context, watch: await watch(context, origin), page: await context.newPage() };
      screens.push(screen);
      await opening.before?.(screen.page);
      await screen.page.goto(path);
      return screen;
    });
    for (const { context } of screens) await context.close();
    expect(screens.flatMap((screen) => screen.watch.faults)).toEqual([]);
  },
  open: async ({ openAt, township }, use) => {
    await use((path, opening) => openAt(opening.origin ?? township.origin, path, opening));
  },
});

/** A profile in which somebody has signed in before, and chosen a language and a theme. */
export function profileOf(
  origin: string,
  { size, as, theme, language, more }: Opening,
): BrowserContextOptions {
  const chosen = { 'ui.theme': theme ?? 'light', 'ui.language': language ?? 'zh' };
  const localStorage = Object.entries(chosen).map(([name, value]) => ({ name, value }));
  const cookies = as ? [cookieOf(as, new URL(origin).hostname)] : [];
  return {
    ...SIZES[size],
    baseURL: origin,
    reducedMotion: 'reduce',
    storageState: { cookies, origins: [{ origin, localStorage }] },
    ...more,
  };
}

function cookieOf(client: Client, domain: string) {
  const [name = '', value = ''] = client.cookie.split('=');
  const flags = { httpOnly: true, secure: false, sameSite: 'Lax' } as const;
  return { name, value, domain, path: '/', expires: -1, ...flags };
}
