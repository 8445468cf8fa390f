import { rosterNow } from '../support/nouns/onDuty.ts';
import { openTownship, type Township } from '../support/township.ts';
import { examine } from './support/examine.ts';
import { expect, test as base } from './support/stage.ts';

/** A minute into the day shift of a workday. A test moves the clock on. */
const BEFORE = Date.parse('2026-11-25T08:31:00+08:00');

const test = base.extend<{ duty: { township: Township; forward: (minutes: number) => void } }>({
  duty: async ({ browserName: _any }, use) => {
    const opened = Date.now();
    let ahead = 0;
    const now = () => BEFORE + (Date.now() - opened) + ahead;
    const township = await openTownship({}, now);
    await use({ township, forward: (minutes) => void (ahead += minutes * 60_000) });
    await township.close();
  },
});

test('the bar names who is on duty, lets them sign in, and tells the leader of who has not', async ({
  duty: { township, forward },
  openAt,
}) => {
  const { dutyOfficer, leader, administrator } = township.people;
  await administrator.command('unit.change', { dutyPhone: '0475-4210001' });
  const me = async (one: typeof leader) =>
    (await one.get<{ session: { principal: { id: string } } }>('/api/session')).session.principal.id;
  const { page: desk } = await openAt(township.origin, '/', { size: 'desk', as: dutyOfficer, theme: 'auto' });
  await expect(desk.getByText('还没有值班表')).toBeVisible();
  const accounts = { leader: await me(leader), primary: await me(dutyOfficer) };
  await rosterNow(dutyOfficer, leader, BEFORE, accounts);

  await test.step('on duty, and the number of the duty room', async () => {
    await expect(desk.getByRole('button', { name: '带班领导乙，看当班' })).toBeVisible();
    await desk.getByRole('button', { name: '打电话给乙' }).click();
    await expect(desk.getByRole('link', { name: '0475-4210001' })).toBeVisible();
    await desk.keyboard.press('Escape');
    await expect(desk.getByRole('link', { name: '0475-4210001' })).toHaveCount(0);
  });
  await test.step('signing in by keyboard, and the card', async () => {
    await desk.getByRole('button', { name: '签到', exact: true }).focus();
    await desk.keyboard.press('Enter');
    await expect(desk.getByRole('button', { name: '签到', exact: true })).toHaveCount(0);
    await desk.getByRole('button', { name: '带班领导乙，看当班' }).focus();
    await desk.keyboard.press('Enter');
    const card = desk.getByRole('dialog', { name: '当班' });
    await expect(card.getByText('到岗')).toBeVisible();
    await expect(card.getByText('还没有签到')).toHaveCount(2);
    await examine(desk);
    await desk.keyboard.press('Escape');
  });
  await test.step('the leader hears of who has not come, and says what was done', async () => {
    const { page } = await openAt(township.origin, '/', { size: 'desk', as: leader, theme: 'auto' });
    forward(12);
    await expect(page.getByText('副班值班员D未到岗').first()).toBeVisible();
    await expect(desk.getByText('副班值班员D未到岗')).toHaveCount(0);
    await examine(page);
    const known = page.getByRole('button', { name: '知道了' });
    const count = await known.count();
    await known.first().click();
    await page.getByLabel('怎么处理的').fill('电话联系，十分钟到');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(known).toHaveCount(Math.max(count - 1, 0));
  });
  await test.step('and the wall says their names and no numbers', async () => {
    const { page: wall } = await openAt(township.origin, '/wall', { size: 'wall', as: township.wall });
    await expect(wall.getByText(/带班领导/)).toBeVisible();
    await expect(wall.getByText('0475')).toHaveCount(0);
  });
});
