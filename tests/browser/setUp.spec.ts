import type { Page } from '@playwright/test';
import { SETUP_CODE } from '../support/township.ts';
import { bareServer } from './support/bareServer.ts';
import { signIn } from './support/doings.ts';
import { examine } from './support/examine.ts';
import { expect, test as base } from './support/stage.ts';

const test = base.extend<{ bare: string }>({
  bare: async ({ browserName: _any }, use) => {
    const { origin, close } = await bareServer();
    await use(origin);
    await close();
  },
});

test('the first visitor comes from the one-time code to a desk that works', async ({ bare, openAt }) => {
  const { page } = await openAt(bare, '/', { size: 'desk' });
  await expect(page).toHaveURL(/\/enter/);
  const code = page.getByLabel('一次性代码');
  await code.fill('WRONG-CODE');
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(code).toHaveAttribute('aria-invalid', 'true');
  await expect(code).toHaveAccessibleDescription(/代码/);
  await expect(async () => {
    await code.fill(SETUP_CODE);
    await page.getByRole('button', { name: '下一步' }).click({ timeout: 2_000 });
    await expect(code).toHaveCount(0, { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });

  await page.getByRole('radio', { name: '用示例：土城子乡' }).click();
  await expect(page.getByText('12 个行政村')).toBeVisible();
  await page.getByRole('button', { name: '确认 12 个村，下一步' }).click();
  await page.getByRole('radio', { name: '以后再建' }).click();
  await page.reload();
  await expect(page.getByRole('radio', { name: '以后再建' })).toBeChecked();
  const [name = '', password = ''] = await officerIn(page);
  await page.getByRole('button', { name: '建立单位和 4 个账号' }).click();
  await expect(page.getByRole('heading', { name: '地图用哪一种？' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByRole('heading', { name: '连接安全吗？' })).toBeVisible();
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByText(password, { exact: true })).toBeVisible();
  const leave = page.getByRole('button', { name: '进入值班台' });
  await leave.click();
  await expect(page.getByText('账号单还没打印或复制')).toBeVisible();
  await leave.click();
  await expect(page.getByRole('region', { name: '12 村' })).toBeVisible();

  await page.getByRole('button', { name: '菜单' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await signIn(page, name, password);
  await expect(page.getByText('已连接', { exact: true })).toBeVisible();
  await page.keyboard.press('n');
  await page.getByRole('combobox', { name: '村' }).fill('slg');
  await page.getByRole('combobox', { name: '什么情况' }).fill('hq');
  await page.keyboard.press('Enter');
  await page.getByLabel('来电内容').fill('坟地边起烟');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByRole('region', { name: '收件' })).toContainText('坟地边起烟');
});

/** The user name and the password proposed for the first duty officer. */
function officerIn(page: Page): Promise<string[]> {
  return Promise.all(['用户名', '密码'].map((field) => page.getByLabel(`值班员甲 的${field}`).inputValue()));
}

const WORDS = {
  zh: {
    code: '一次性代码',
    next: '下一步',
    example: '用示例：土城子乡',
    paste: '粘贴或选文件',
    villages: '确认 12 个村，下一步',
    later: '以后再建',
    make: '建立单位和 4 个账号',
    leave: '进入值班台',
  },
  en: {
    code: 'One-time code',
    next: 'Next',
    example: 'Example: Tuchengzi',
    paste: 'Paste, or choose a file',
    villages: 'These 12, next',
    later: 'Later',
    make: 'Make the unit and 4 accounts',
    leave: 'Open the desk',
  },
};

for (const language of ['zh', 'en'] as const) {
  test(`every step of the set-up passes in both themes (${language})`, async ({ bare, openAt }) => {
    const say = WORDS[language];
    const { page } = await openAt(bare, '/enter', { size: 'desk', language, theme: 'auto' });
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByLabel(say.code)).toBeVisible();
    await examine(page);
    await page.getByLabel(say.code).fill(SETUP_CODE);
    await press(say.next);
    await page.getByRole('radio', { name: say.paste }).click();
    await examine(page);
    await page.getByRole('radio', { name: say.example }).click();
    await examine(page);
    await press(say.villages);
    await expect(page.getByRole('radio', { name: say.later })).toBeVisible();
    await examine(page);
    await page.getByRole('radio', { name: say.later }).click();
    await press(say.make);
    await expect(page.locator('#base')).toBeVisible({ timeout: 30_000 });
    await examine(page);
    await press(say.next);
    await expect(page.locator('#base')).toHaveCount(0);
    await examine(page);
    await press(say.next);
    await expect(page.getByRole('button', { name: say.leave })).toBeVisible();
    await examine(page);
  });
}
