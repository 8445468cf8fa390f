import { defineConfig } from '@playwright/test';

/** What the system's browser is started with: nothing of its own goes out, and it runs in a container. */
export const BROWSER = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // A name that is not this machine's own: pages there are not a secure context, as in an office on plain http.
    '--host-resolver-rules=MAP duty.test 127.0.0.1',
  ],
};

/** `SHOTS=1` takes the pictures of the README instead of testing. */
const shots = process.env.SHOTS === '1';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  ...(shots ? { grep: /@shots/ } : { grepInvert: /@shots/ }),
  use: {
    browserName: 'chromium',
    launchOptions: BROWSER,
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  },
});
