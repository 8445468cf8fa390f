import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { Client } from '../../scripts/client.ts';
import { startInstance, type Instance } from '../../scripts/instance.ts';
import { ASIDES } from '../../scripts/scenario/asides.ts';
import { CREW, LIAISON, OFFICER } from '../../scripts/scenario/crew.ts';
import { play } from '../../scripts/scenario/play.ts';
import { reportFromPhone } from '../../scripts/scenario/reports.ts';
import type { Stage } from '../../scripts/scenario/stage.ts';
import { STEPS } from '../../scripts/scenario/steps.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import { Screen as Line } from '../support/screen.ts';
import { PASSWORD, SETUP_CODE } from '../support/township.ts';
import { bareServer } from './support/bareServer.ts';
import { fillReport, photo } from './support/doings.ts';
import { expect, test as base } from './support/stage.ts';

/** Where the pictures of the README lie; `SHOTS=1 npm run test:browser` writes them over. */
const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const MOST_BYTES = 300_000;
const UNTIL = '2026-04-05T14:32:00+08:00';
const LAST = '3组一户老人不愿离家，请求派人劝离';

const test = base.extend<{ fire: { origin: string; stage: Stage; wall: Client } }>({
  fire: async ({ browserName: _any }, use) => {
    const instance = await startInstance(CREW, PASSWORD);
    const wall = await prepare(instance);
    const stage = await burn(instance);
    const lines = await Promise.all(
      EXAMPLE_TOWNSHIP.villages.slice(0, -1).map(({ id }) => connect(instance.origin, id, stage.book)),
    );
    await use({ origin: instance.origin, stage, wall });
    for (const line of lines) line.close();
    await instance.close();
  },
});

test.beforeAll(() => void mkdirSync(IMAGES, { recursive: true }));

test('the fire at 14:35 @shots', async ({ fire, openAt }) => {
  test.setTimeout(300_000);
  const { origin, stage, wall } = fire;
  const query = `?book=${stage.book}`;
  const officer = stage.as(OFFICER);
  const { page: desk } = await openAt(origin, `/${query}`, { size: 'desk', as: officer });
  await desk.getByRole('region', { name: '在办事件' }).getByText('INC-01').click();
  await expect(desk.getByRole('heading', { name: '束龙沟村北坡林草火情' })).toBeVisible();
  await expect(desk.getByRole('button', { name: '启用声音' })).toHaveCount(0);
  await stage.until('2026-04-05T14:35:00+08:00');
  await reportFromPhone(stage, LIAISON, '老人', { kind: 'U03', urgency: 'critical', words: LAST });
  await expect(desk.getByText(LAST).first()).toBeVisible();
  await expect(desk.getByText('已连接', { exact: true })).toBeVisible();
  await shoot(desk, 'desk');

  const { page: big } = await openAt(origin, `/wall${query}`, { size: 'wall', as: wall });
  await expect(big.getByRole('heading', { name: '束龙沟村北坡林草火情' })).toBeVisible();
  await expect(big.getByLabel(/^全乡地图/)).toBeVisible();
  await expect(big.getByText('值班台有人')).toBeVisible();
  await shoot(big, 'wall');

  await desk.getByRole('button', { name: '深色' }).click();
  await shoot(desk, 'desk-dark');
  await desk.getByRole('button', { name: '浅色' }).click();
  await desk.getByRole('button', { name: 'English' }).click();
  await shoot(desk, 'desk-en');

  const more = {
    geolocation: { latitude: 42.3628, longitude: 120.9003, accuracy: 18 },
    permissions: ['geolocation'],
  };
  const { page: phone } = await openAt(origin, `/m${query}`, { size: 'phone', as: stage.as(LIAISON), more });
  await expect(phone.getByText(LAST)).toBeVisible();
  await expect(phone.getByRole('button', { name: '菜单' })).toBeVisible();
  await shoot(phone, 'phone');
  await phone.getByRole('link', { name: '上报险情' }).tap();
  const photos = [{ name: '北坡.jpg', bytes: await photo(phone) }];
  await fillReport(phone, {
    kind: '火情',
    words: '火头过了防火道，离最近一户约300米',
    detail: '3组东侧',
    photos,
  });
  await phone.getByRole('heading', { name: '上报险情' }).focus();
  await phone.evaluate(() => scrollTo(0, 0));
  await expect(phone.getByText('GPS ±18 米')).toBeVisible();
  await shoot(phone, 'phone-form');
});

test('the set-up @shots', async ({ openAt }) => {
  const { origin, close } = await bareServer();
  const { page, context } = await openAt(origin, '/enter', { size: 'desk' });
  await page.getByLabel('一次性代码').fill(SETUP_CODE);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('radio', { name: '用示例：土城子乡' }).click();
  await expect(page.getByText('12 个行政村')).toBeVisible();
  await shoot(page, 'setup');
  await context.close();
  await close();
});

/** A picture in 256 colours: a screen of flat colours loses nothing by it, and the repository stays small. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  const taken = await page.screenshot({ scale: 'css', animations: 'disabled', caret: 'hide' });
  const { size } = await sharp(taken).png({ palette: true, effort: 10 }).toFile(`${IMAGES}${name}.png`);
  expect(size, `bytes of ${name}.png`).toBeLessThanOrEqual(MOST_BYTES);
}

/** Plays the fire up to the moment of the pictures, at a minute a second. */
function burn({ origin }: Instance): Promise<Stage> {
  const steps = [...STEPS, ...ASIDES].filter(({ at }) => at <= UNTIL);
  return play({ origin, password: PASSWORD, steps, speed: 60, tell: () => undefined });
}

/** The duty room's number, and a wall. */
async function prepare({ origin }: Instance): Promise<Client> {
  const administrator = await new Client(origin).signIn('admin', PASSWORD);
  await administrator.command('unit.change', { dutyPhone: '0475-0000000' });
  const { token } = (await administrator.must('POST', '/api/devices', { name: '值班室' })) as {
    token: string;
  };
  const wall = new Client(origin);
  await wall.must('POST', '/api/session/device', { token });
  return wall;
}

/** A liaison's phone that is on. */
async function connect(origin: string, village: string, book: string): Promise<Line> {
  return new Line(await new Client(origin).signIn(village, PASSWORD, 'phone'), book).open();
}
