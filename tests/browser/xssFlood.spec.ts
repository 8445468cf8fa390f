import type { Page } from '@playwright/test';
import { openTownship, type Township } from '../support/township.ts';
import { EVERY, flood, type Flood } from './support/flood.ts';
import { guardSinks, MARK } from './support/sinks.ts';
import { expect, test as base } from './support/stage.ts';

/** A township in which every word that somebody could write is a payload, for all tests of this file. */
const test = base.extend<object, { flooded: { township: Township; written: Flood } }>({
  flooded: [
    async ({ browserName: _any }, use) => {
      const township = await openTownship();
      await use({ township, written: await flood(township) });
      await township.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

const SAY = {
  inbox: { zh: '收件', en: 'Inbox' },
  menu: { zh: '菜单', en: 'Menu' },
  history: { zh: '历史', en: 'History' },
  layers: { zh: '地图图层', en: 'Map layers' },
  settings: { zh: '设置与账号', en: 'Settings and accounts' },
  sections: { zh: '设置项', en: 'Sections' },
  search: { zh: '搜索', en: 'Search' },
} as const;

/** Everything that is shown or read out: texts, values of fields, names for those who cannot see. */
async function shownOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const said = [...document.querySelectorAll('*')].flatMap((one) => [
      ...['aria-label', 'title', 'alt', 'placeholder'].map((name) => one.getAttribute(name) ?? ''),
      (one as HTMLInputElement).value ?? '',
    ]);
    return [document.body.textContent ?? '', ...said].join('\n');
  });
}

/** No payload has become an element, an attribute that runs, or an address that does. */
async function nothingMade(page: Page): Promise<void> {
  const made = await page.evaluate((mark) => {
    const all = [...document.querySelectorAll('*')];
    const runs = all.flatMap((one) =>
      [...one.attributes].filter(
        ({ name, value }) =>
          /^on|^srcdoc$/i.test(name) ||
          (/^(href|src|action|formaction|data|style)$/i.test(name) && value.includes(mark)),
      ),
    );
    const names = all.filter((one) =>
      /^(iframe|object|embed|base|marquee|x|s|math|noscript|keygen)$/i.test(one.localName),
    );
    return [...runs.map(({ name, value }) => `${name}=${value}`), ...names.map(({ localName }) => localName)];
  }, MARK);
  expect(made.filter((one) => one !== 'noscript')).toEqual([]);
}

test('the lookout sees what it is there to see', async ({ flooded, openAt }) => {
  const opening = { size: 'desk', before: guardSinks } as const;
  const { page, watch } = await openAt(flooded.township.origin, '/enter', opening);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  watch.allow(/a payload in|executed|policy:|Content Security Policy|ERR_|404/);
  await page.evaluate((payload) => {
    const place = document.body.appendChild(document.createElement('div'));
    place.innerHTML = payload;
    place.setAttribute('onclick', payload);
    (window as unknown as { hit: () => void }).hit();
  }, EVERY[1] ?? '');
  const all = ['a payload in innerHTML', 'a payload in the attribute onclick', 'executed'];
  for (const one of all) await expect.poll(() => said.some((line) => line.includes(one))).toBe(true);
  expect(EVERY.length).toBeGreaterThanOrEqual(60);
  expect(EVERY.filter((payload) => !payload.includes(MARK))).toHaveLength(1); // it only covers the page
});

for (const language of ['zh', 'en'] as const) {
  const say = (what: keyof typeof SAY) => SAY[what][language];

  test(`sixty payloads in every field stay text at the desk (${language})`, async ({ flooded, openAt }) => {
    test.slow();
    const { township, written } = flooded;
    const opening = { size: 'desk', language, as: township.people.dutyOfficer, before: guardSinks } as const;
    const { page } = await openAt(township.origin, '/', opening);
    await expect(page.getByRole('combobox', { name: say('search') })).toBeVisible();
    let shown = '';
    for (const kind of ['i', 'r'] as const) {
      for (const id of kind === 'i' ? written.incidentIds : written.reportIds) {
        await page.evaluate((hash) => (location.hash = hash), `${kind}=${id}`);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
        shown += await shownOn(page);
      }
      await nothingMade(page);
    }
    const missing = EVERY.filter(
      (payload) => !shown.includes(payload.replace(/[\n\t]/g, ' ')) && !shown.includes(payload),
    );
    expect(missing).toEqual([]);
    const search = page.getByRole('combobox', { name: say('search') });
    for (const payload of EVERY.slice(0, 12)) await search.fill(payload.slice(0, 60));
    await search.fill('');
    for (const choice of ['layers', 'history'] as const) {
      await page.getByRole('button', { name: say('menu') }).click();
      await page.getByRole('menuitem', { name: say(choice) }).click();
      await expect(page.getByRole('dialog')).toContainText(MARK);
      await nothingMade(page);
      await page.keyboard.press('Escape');
    }
  });

  test(`and in the settings, on the wall, on the phone (${language})`, async ({ flooded, openAt }) => {
    test.slow();
    const { township, written } = flooded;
    const { administrator, auditor } = township.people;
    const at = (path: string, size: 'desk' | 'wall' | 'phone', as: typeof auditor) =>
      openAt(township.origin, path, { size, language, as, before: guardSinks });
    const desk = await at('/', 'desk', administrator);
    await desk.page.getByRole('button', { name: say('menu') }).click();
    await desk.page.getByRole('menuitem', { name: say('settings') }).click();
    const sections = desk.page.getByRole('navigation', { name: say('sections') });
    for (const section of await sections.getByRole('button').all()) {
      await section.click();
      await expect(section).toHaveAttribute('aria-current', 'page');
      await nothingMade(desk.page);
    }
    const wall = await at('/wall', 'wall', township.wall);
    await expect.poll(async () => (await shownOn(wall.page)).includes(MARK)).toBe(true);
    await nothingMade(wall.page);
    const eye = await at('/', 'desk', auditor);
    await expect.poll(async () => (await shownOn(eye.page)).includes(MARK)).toBe(true);
    await nothingMade(eye.page);
    const phone = await at('/m', 'phone', written.liaison);
    await expect.poll(async () => (await shownOn(phone.page)).includes(MARK)).toBe(true);
    await nothingMade(phone.page);
    for (const id of written.reportIds.filter((_id, n) => n % 2 === 1).slice(0, 12)) {
      await phone.page.evaluate((hash) => (location.hash = hash), `/report/${id}`);
      await phone.page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
      );
      await nothingMade(phone.page);
    }
  });
}
