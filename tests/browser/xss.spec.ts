import type { Page } from '@playwright/test';
import { ALL, CLEANED, NAME, PAYLOADS, SHORT, writeEverywhere } from './support/payloads.ts';
import { expect, test } from './support/stage.ts';

/** Makes the thing the payloads call, so that a call is a fault of the page. */
async function arm(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, { hit: () => console.error('executed') });
  });
}

test('what people write stays text, wherever it is shown', async ({ township, open }) => {
  test.slow();
  const { incidentId, liaison } = await writeEverywhere(township);
  const { dutyOfficer, administrator } = township.people;

  await test.step('on the phone', async () => {
    const { page } = await open('/m', { size: 'phone', as: liaison, before: arm });
    await expect(page.getByRole('heading', { name: SHORT })).toBeVisible();
    const lines = page.getByRole('region', { name: '我的上报' }).getByRole('listitem');
    await expect(lines).toHaveCount(PAYLOADS.length + 1);
    for (const payload of PAYLOADS) await expect(lines.filter({ hasText: payload }).first()).toBeVisible();
    await lines.filter({ hasText: '退回的' }).getByRole('link').tap();
    await expect(page.getByText(ALL, { exact: true }).first()).toBeVisible();
    await expect(page.getByLabel('补充说明')).toHaveValue(`退回的 ${ALL}`);
    await nothingOf(page);
  });

  await test.step('at the desk', async () => {
    const { page } = await open(`/#i=${incidentId}`, { size: 'desk', as: dutyOfficer, before: arm });
    const inbox = page.getByRole('region', { name: '收件', exact: true });
    for (const payload of PAYLOADS)
      await expect(inbox.getByRole('listitem').filter({ hasText: payload }).first()).toBeVisible();
    await expect(page.getByRole('heading', { name: NAME, exact: true })).toBeVisible();
    await expect(page.getByText(`记下 ${ALL}`)).toBeVisible();
    await expect(
      page
        .getByLabel(/^全乡地图/)
        .getByRole('button', { name: SHORT })
        .first(),
    ).toBeVisible();
    for (const payload of PAYLOADS) {
      await inbox
        .getByRole('listitem')
        .filter({ hasText: payload })
        .first()
        .getByRole('button')
        .first()
        .click();
      await expect(page.getByRole('region', { name: '收件详情' })).toContainText(payload);
    }
    await inbox
      .getByRole('listitem')
      .filter({ hasText: '带文件' })
      .first()
      .getByRole('button')
      .first()
      .click();
    const report = page.getByRole('region', { name: '收件详情' });
    await expect(report.getByText(CLEANED)).toBeVisible();
    await report.getByRole('button', { name: '查全部经过与更正' }).click();
    await expect(report).toContainText(NAME);
    const search = page.getByRole('combobox', { name: '搜索' });
    for (const payload of [SHORT, NAME, '"><']) {
      await search.fill(payload);
      await expect(
        page
          .getByRole('option')
          .or(page.getByText(/没有找到/))
          .first(),
      ).toBeVisible();
    }
    await search.fill('');
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('menuitem', { name: '地图图层' }).click();
    await expect(page.getByRole('dialog').getByText(NAME)).toBeVisible();
    await nothingOf(page);
  });

  await test.step('in the settings', async () => {
    const { page } = await open('/', { size: 'desk', as: administrator, before: arm });
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('menuitem', { name: '设置与账号' }).click();
    const sections = page.getByRole('navigation', { name: '设置项' });
    for (const section of await sections.getByRole('button').all()) await section.click();
    await sections.getByRole('button', { name: '账号' }).click();
    await expect(page.getByText(NAME).first()).toBeVisible();
    await nothingOf(page);
  });

  await test.step('on the wall', async () => {
    const { page } = await open('/wall', { size: 'wall', as: township.wall, before: arm });
    await expect(page.getByRole('heading', { name: NAME, exact: true })).toBeVisible();
    await expect(page.getByText(SHORT).first()).toBeVisible();
    await nothingOf(page);
  });
});

/** Nothing of what was written became an element. */
async function nothingOf(page: Page): Promise<void> {
  const made =
    'iframe, [onerror], [onload], [ontoggle], [onfocus], [src="x"], [href^="javascript"], [style*="inset"], script:not([src])';
  await expect(page.locator(made)).toHaveCount(0);
}
