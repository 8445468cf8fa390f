import type { Page } from '@playwright/test';
import { rowsSeenBy, smoke, submittedTo } from './support/doings.ts';
import { expect, test } from './support/stage.ts';

const report = (page: Page) => page.getByRole('region', { name: '收件详情' });
const call = (page: Page) => page.getByRole('region', { name: '登记来电' });

test('the inbox is gone through and signed for without a mouse', async ({ township, open }) => {
  const { villageLiaison, dutyOfficer } = township.people;
  for (const words of ['最早的烟', '后来的烟', '最新的烟']) {
    await villageLiaison.command('report.submit', smoke(words));
  }
  const { page } = await open('/', { size: 'desk', as: dutyOfficer });
  await expect(page.getByRole('listitem').filter({ hasText: '最新的烟' }).first()).toBeVisible();

  await page.keyboard.press('Enter');
  await expect(report(page)).toContainText('最新的烟');
  await page.keyboard.press('j');
  await expect(report(page)).toContainText('后来的烟');
  await page.keyboard.press('j');
  await expect(report(page)).toContainText('最早的烟');
  await page.keyboard.press('k');
  await expect(report(page)).toContainText('后来的烟');
  const signed = async () =>
    (await rowsSeenBy(dutyOfficer, 'report'))
      .filter(({ acknowledgedAt }) => acknowledgedAt)
      .map(({ words }) => words);
  await page.keyboard.press('a');
  await expect.poll(signed).toEqual(['后来的烟']);

  await page.keyboard.press('Escape');
  await expect(report(page)).toHaveCount(0);
  await page.keyboard.press('a');
  await expect.poll(signed).toEqual(['后来的烟', '最新的烟']);
});

test('a call is taken down from the first key to the last, and letters that are typed do nothing else', async ({
  township,
  open,
}) => {
  const { dutyOfficer } = township.people;
  const { page } = await open('/', { size: 'desk', as: dutyOfficer });
  await expect(page.getByText('已连接', { exact: true })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('combobox', { name: '村' })).toBeFocused();
  await page.keyboard.type('slg');
  await expect(page.getByRole('option', { name: '束龙沟村' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: '什么情况' })).toBeFocused();
  await page.keyboard.type('hq');
  await expect(page.getByRole('option').first()).toContainText('火情');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: '什么情况' })).toHaveValue('火情');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('来电内容')).toBeFocused();
  await page.keyboard.type('njak/? 3组东侧');
  await expect(page.getByLabel('来电内容')).toHaveValue('njak/? 3组东侧');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.press('Escape');
  await expect(call(page)).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(page.getByLabel('来电内容')).toHaveValue('njak/? 3组东侧');
  await page.keyboard.press('Control+Enter');
  await expect(call(page)).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: 'njak/? 3组东侧' }).first()).toBeVisible();
  expect(await submittedTo(dutyOfficer)).toMatchObject([
    { words: 'njak/? 3组东侧', kind: 'U01', villageId: 'shulonggou', channel: 'phone' },
  ]);
});

test('search and help are a key away, and Escape leads back', async ({ township, open }) => {
  const { villageLiaison, dutyOfficer } = township.people;
  await villageLiaison.command('report.submit', smoke('坟地边起烟'));
  const { page } = await open('/', { size: 'desk', as: dutyOfficer });
  const search = page.getByRole('combobox', { name: '搜索' });
  await expect(page.getByText('坟地边起烟').first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('坟地');
  await page.keyboard.press('Enter');
  await expect(report(page)).toContainText('坟地边起烟');
  await search.focus();
  await page.keyboard.type('najk?');
  await expect(search).toHaveValue('najk?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await search.blur();

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: '帮助' });
  await expect(help).toBeVisible();
  for (const key of ['n', 'a', 'j', 'k', '/', '?', 'Enter', 'Esc']) {
    await expect(help.getByText(key, { exact: true })).toBeVisible();
  }
  await page.keyboard.press('n');
  await expect(call(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(report(page)).toHaveCount(0);
});

test('the focus goes through the desk as one reads it', async ({ township, open }) => {
  const { villageLiaison, dutyOfficer } = township.people;
  await villageLiaison.command('report.submit', smoke('坟地边起烟'));
  const { page } = await open('/', { size: 'desk', as: dutyOfficer });
  await expect(page.getByText('坟地边起烟').first()).toBeVisible();

  const regions: string[] = [];
  const stops: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const { region, stop } = await focused(page);
    if (region === null || stops.includes(stop)) break;
    stops.push(stop);
    if (regions.at(-1) !== region) regions.push(region);
  }
  expect(regions).toEqual(['顶栏', '收件', '12 村', '地图', '在办事件', '值班日志']);
  expect(stops.length).toBeGreaterThan(15);
});

/** Where the focus is, by the region's own name, and which stop it is. */
function focused(page: Page): Promise<{ region: string | null; stop: string }> {
  return page.evaluate(() => {
    const here = document.activeElement;
    const part = here?.closest('main section') ?? here?.closest('header');
    const title = document.getElementById(part?.getAttribute('aria-labelledby') ?? '')?.textContent;
    const name = part?.matches('header') ? '顶栏' : (part?.getAttribute('aria-label') ?? title);
    const all = [...document.querySelectorAll('*')];
    const away = !here || here === document.body;
    return { region: away ? null : (name ?? here.textContent), stop: String(here ? all.indexOf(here) : -1) };
  });
}
