import type { Page } from '@playwright/test';
import { BROWSER } from './playwright.config.ts';
import { beginReport, fillReport, saveReport, sentLine, signIn } from './support/doings.ts';
import { type Awaited, firstShown, listen, nextPress, soundsOn } from './support/moments.ts';
import { expect, test } from './support/stage.ts';

// As a duty room's kiosk is started: sound without a press.
test.use({
  launchOptions: { ...BROWSER, args: [...BROWSER.args, '--autoplay-policy=no-user-gesture-required'] },
});

/** The promise, in milliseconds: from a press on one screen to the sight of it on another. */
const WITHIN = 1000;
const MAP = '[aria-label^="全乡地图"]';
const WORDS = '坟地边起烟，风往3组刮';

test('a village’s report rings at the desk, is signed for, and becomes an incident on every map', async ({
  township,
  open,
}) => {
  const more = {
    geolocation: { latitude: 42.3628, longitude: 120.9003, accuracy: 18 },
    permissions: ['geolocation'],
  };
  const { page: phone } = await open('/m', { size: 'phone', more });
  await signIn(phone, 'liaison-own');
  const { page: desk } = await open('/', { size: 'desk', as: township.people.dutyOfficer, before: listen });
  const { page: wall } = await open('/wall', { size: 'wall', as: township.wall });
  for (const page of [desk, wall]) await expect(page.getByLabel(/^全乡地图/)).toBeVisible();
  await expect(desk.getByText('已连接', { exact: true })).toBeVisible();

  await test.step('reported', async () => {
    await beginReport(phone);
    await fillReport(phone, { kind: '烟雾', words: WORDS, detail: '北坡' });
    await expect(phone.getByText('GPS ±18 米')).toBeVisible();
    const row = await firstShown(desk, WORDS);
    const saved = await nextPress(phone);
    await saveReport(phone);
    await within(saved, row, 'row at the desk');
    await expect.poll(() => soundsOn(desk)).not.toEqual([]);
    const [sounded = Infinity] = await soundsOn(desk);
    await within(saved, () => Promise.resolve(sounded), 'sound at the desk');
    await expect(sentLine(phone, WORDS)).toContainText('已送达');
  });

  await test.step('signed for', async () => {
    const told = await firstShown(phone, '已签收');
    const pressed = await nextPress(desk);
    await desk.keyboard.press('a');
    await within(pressed, told, '已签收 on the phone');
  });

  await test.step('made an incident', async () => {
    await chooseReport(desk, WORDS);
    await desk.getByRole('button', { name: '转事件' }).click();
    const atDesk = await firstShown(desk, 'INC-01', MAP);
    const onWall = await firstShown(wall, 'INC-01', MAP);
    const onPhone = await firstShown(phone, '已转事件');
    const pressed = await nextPress(desk);
    await desk.getByRole('button', { name: '转为事件' }).click();
    await within(pressed, atDesk, 'marker at the desk');
    await within(pressed, onWall, 'marker on the wall');
    await within(pressed, onPhone, '已转事件 on the phone');
  });
});

/** Opens a report of the inbox in the panel. */
async function chooseReport(desk: Page, words: string): Promise<void> {
  await desk.getByRole('listitem').filter({ hasText: words }).first().click();
}

async function within(from: Awaited, to: Awaited, what: string): Promise<void> {
  const taken = (await to()) - (await from());
  test.info().annotations.push({ type: 'milliseconds', description: `${what}: ${taken}` });
  expect(taken, `milliseconds until the ${what}`).toBeLessThanOrEqual(WITHIN);
}
