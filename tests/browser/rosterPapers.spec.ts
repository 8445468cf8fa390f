import { utils, write, read } from '@e965/xlsx';
import type { Page } from '@playwright/test';
import { addMonths, daysOf } from '../../shared/days.ts';
import { Client } from '../../scripts/client.ts';
import { rowsSeenBy } from './support/doings.ts';
import { examine } from './support/examine.ts';
import { expect, test } from './support/stage.ts';

/** A month that is all ahead. */
const MONTH = addMonths(new Date().toISOString().slice(0, 7), 2);
const LEADERS = ['赵甲', '钱乙', '孙丙'];
const OFFICERS = ['周东', '吴南', '郑西', '王北', '冯中', '陈上'];

/** The office's own table: an .xls of two officers a day, with one name that was typed wrongly. */
function table(): Buffer {
  const [year, month] = MONTH.split('-').map(Number);
  const rows = daysOf(MONTH).map((day, n) => {
    const leader = LEADERS[n % 3] as string;
    return [
      Number(day.slice(8)),
      `${leader}（副乡长）`,
      OFFICERS[n % 6],
      n === 4 ? '无名氏' : OFFICERS[(n + 3) % 6],
    ];
  });
  const sheet = utils.aoa_to_sheet([
    [`${year}年${month}月值班表`],
    ['日期', '带班领导', '主班', '副班'],
    ...rows,
  ]);
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '值班表');
  return write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}

async function openMenu(page: Page, item: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^(导入导出|Import and export)$/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
async function openRoster(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(菜单|Menu)$/ }).click();
  await page.getByRole('menuitem', { name: /^(值班表|Duty roster)/ }).click();
  await page.getByRole('combobox', { name: /^(月份|Month)$/ }).selectOption(MONTH);
}

for (const language of ['zh', 'en'] as const)
  test(`an office's own table becomes the month, is taken back, and goes out again (${language})`, async ({
    township,
    open,
  }) => {
    const officer = township.people.dutyOfficer;
    const body = { post: '班子成员', posts: ['leader'], accountId: null, principal: false, contactId: null };
    await officer.command('person.add', { ...body, name: '丁丁' } as never);
    const { page } = await open('/', { size: 'desk', language, theme: 'auto', as: officer });
    await openRoster(page);
    const dialog = page.getByRole('dialog', { name: /^(导入|Import the roster)/ });
    await openMenu(page, /^(导入|Import)/);
    const file = { name: '值班表.xls', mimeType: 'application/vnd.ms-excel', buffer: table() };

    await test.step('of nobody who is known: refused', async () => {
      await dialog.locator('input[type=file]').setInputFiles(file);
      await expect(dialog.getByRole('status')).toContainText(/别的单位|another office/);
    });

    for (const name of LEADERS) await officer.command('person.add', { ...body, name } as never);
    await test.step('names are settled, the rest is put on the list', async () => {
      await dialog.locator('input[type=file]').setInputFiles(file);
      await expect(dialog.getByRole('status')).toContainText(/要先改|put right/);
      await examine(page);
      await dialog
        .getByLabel(/无名氏/)
        .selectOption({ label: language === 'zh' ? '这一格空着' : 'Leave it empty' });
      await dialog.getByRole('button', { name: /加入值班人员名单|on the duty list/ }).click();
      await expect(dialog.getByRole('button', { name: /^(导入 \d+ 个班|Import \d+ shifts)$/ })).toBeEnabled();
      await dialog.getByRole('button', { name: /^(导入 \d+ 个班|Import \d+ shifts)$/ }).click();
    });
    const planned = async () =>
      (await rowsSeenBy(officer, 'shift')).filter(({ posts }) => posts.leader).length;
    await expect.poll(planned).toBeGreaterThan(27);

    await test.step('taken back, and done again', async () => {
      await dialog.getByRole('button', { name: /^(撤销这次导入|Take the import back)$/ }).click();
      await expect(dialog.getByRole('status')).toContainText(/已撤销|Taken back/);
      await expect.poll(planned).toBe(0);
      await dialog.locator('input[type=file]').setInputFiles(file);
      await dialog.getByRole('button', { name: /^(导入 \d+ 个班|Import \d+ shifts)$/ }).click();
      await expect(dialog.getByRole('status')).toContainText(/已导入|imported/);
      await dialog.getByRole('button', { name: /^(完成|Done)$/ }).click();
    });

    await test.step('out again', async () => {
      await page.getByRole('button', { name: /^(导入导出|Import and export)$/ }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: /xlsx/ }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`值班表${MONTH}.xlsx`);
      const sheet = Object.values(read(await bytesOf(await download.createReadStream())).Sheets)[0];
      expect(JSON.stringify(sheet)).toContain('周东');
    });

    await test.step('subscribed to, and revoked', async () => {
      await openMenu(page, /^(日历订阅|Calendar)/);
      const feeds = page.getByRole('dialog', { name: /^(日历订阅|Calendar subscriptions)$/ });
      await feeds.getByRole('button', { name: /^(订阅我的值班|Subscribe to my shifts)$/ }).click();
      const address = await feeds.getByLabel(/新地址|new address/).inputValue();
      await examine(page);
      const stranger = new Client(township.origin);
      const status = async () => (await fetch(stranger.origin + new URL(address).pathname)).status;
      expect(await status()).toBe(200);
      await feeds.getByRole('button', { name: /^(撤销|Revoke)$/ }).click();
      await expect.poll(status).toBe(404);
    });
  });

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
