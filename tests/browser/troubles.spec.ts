import { EventEmitter } from 'node:events';
import { openHooks } from '../../server/watch/hooks.ts';
import { openTownship, type Township } from '../support/township.ts';
import type { Page } from '@playwright/test';
import { examine } from './support/examine.ts';
import { expect, test as base } from './support/stage.ts';

/** A township whose clocks a test may hold, and whose time it may move on. */
interface Watched {
  readonly township: Township;
  hold(is: 'stop' | 'go'): void;
  ahead(minutes: number): void;
}
const test = base.extend<{ watched: Watched }>({
  watched: async ({ browserName: _any }, use) => {
    const secret = 's'.repeat(32);
    const channel = new EventEmitter();
    const hooks = openHooks({ NODE_ENV: 'test', TEST_HOOK_SECRET: secret }, channel);
    let aheadMs = 0;
    const township = await openTownship({}, () => Date.now() + aheadMs, hooks);
    await use({
      township,
      hold: (clock) => void channel.emit('message', { secret, clock }),
      ahead: (minutes) => void (aheadMs = minutes * 60_000),
    });
    await township.close();
  },
});

const WORDS = { zh: /定时提醒停了/, en: /The reminders have stopped/ };

for (const language of ['zh', 'en'] as const) {
  test(`a clock that stopped is told on wall and desk, and taken back (${language})`, async ({
    watched,
    openAt,
  }) => {
    const { township, hold, ahead } = watched;
    const { people, wall: token, origin } = township;
    hold('stop');
    await people.dutyOfficer.command('report.submit', {
      ...{ villageId: 'gaohe', kind: 'U02', urgency: 'urgent', words: '看不清从哪里冒烟', channel: 'phone' },
      place: { villageId: 'gaohe', point: null, source: 'village', accuracy: null, detail: null },
      informant: { unit: null, name: null, post: null, contactId: null },
      ...{ casualties: null, happenedAt: null, foundAt: null, receivedAt: null, fileIds: [] },
    });
    const wall = await openAt(origin, '/wall', { size: 'wall', language, as: token });
    const desk = await openAt(origin, '/', { size: 'desk', language, theme: 'auto', as: people.dutyOfficer });
    await expect(wall.page.getByRole('alert')).toHaveCount(0);
    const foot = wall.page.locator('footer');
    await expect(foot).toBeVisible();
    const before = await foot.boundingBox();
    ahead(6.1);
    await expect(wall.page.getByRole('alert').getByText(WORDS[language])).toBeVisible({ timeout: 30_000 });
    await expect(desk.page.locator('.fault-bar').getByText(WORDS[language]).first()).toBeVisible();
    expect(await foot.boundingBox()).toEqual(before); // it moves nothing
    expect(await wall.page.getByRole('alert').evaluate(isWhole)).toBe(true);
    await examine(wall.page, 'dark');
    await examine(desk.page);
    hold('go');
    await expect(wall.page.getByRole('alert')).toHaveCount(0, { timeout: 30_000 });
    await expect(desk.page.locator('.fault-bar').getByText(WORDS[language])).toHaveCount(0);
  });
}

test('nobody signed in, and a session that is over, ask for nothing that is refused', async ({
  openAt,
  township,
}) => {
  const over = {
    id: 'x',
    principal: { id: 'x', role: 'dutyOfficer' },
    expiresAt: '2020-01-01T00:00:00.000Z',
  };
  for (const kept of [null, over]) {
    for (const path of ['/', '/m', '/wall', '/enter']) {
      const refused: string[] = [];
      const before = async (page: Page) => {
        page.on('response', (response) => void (response.status() === 401 && refused.push(response.url())));
        if (kept)
          await page.addInitScript(
            (text) => localStorage.setItem('account.session', text),
            JSON.stringify(kept),
          );
      };
      const { page, context } = await openAt(township.origin, path, { size: 'desk', before });
      await page.waitForLoadState('networkidle');
      expect(refused, `${path} ${kept ? 'with a session that is over' : ''}`).toEqual([]);
      await context.close();
    }
  }
});

/** Runs in the page: nothing in an element is cut or sticks out. */
function isWhole(element: Element): boolean {
  return (
    [element, ...element.children].every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth) &&
    element.scrollHeight <= element.clientHeight
  );
}
