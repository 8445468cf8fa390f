import { breakable, type Breakable } from './support/breakable.ts';
import {
  beginReport,
  fillReport,
  moveLiaison,
  photo,
  rowsSeenBy,
  saveReport,
  sentLine,
  signIn,
  submittedTo,
} from './support/doings.ts';
import { newMemory, turnOn, type Handheld } from './support/handheld.ts';
import { expect, test as base } from './support/stage.ts';
import { OTHER } from '../support/township.ts';

/** A phone's way to the server, which can be broken, over plain http as in most offices. */
const test = base.extend<{ line: Breakable; turnOn: () => Promise<Handheld> }>({
  line: async ({ township }, use) => {
    const line = await breakable(township.origin, 'duty.test');
    await use(line);
    await line.close();
  },
  /** The liaison's phone: each time it is turned on it remembers what it knew before. */
  turnOn: async ({ line }, use) => {
    const { folder, forget } = await newMemory();
    const phones: Handheld[] = [];
    await use(async () => {
      const phone = await turnOn(folder, line.origin);
      phones.push(phone);
      return phone;
    });
    for (const { context } of phones) await context.close();
    await forget();
  },
});

const WORDS = '北坡林草结合部起烟，看不到人';

test('a report written without a signal outlives the browser and arrives once, with its photo', async ({
  township,
  line,
  turnOn,
}) => {
  const reports = () => submittedTo(township.people.dutyOfficer);
  await signedInBefore(turnOn);

  const before = await turnOn();
  before.watch.allow(/Failed to load resource|WebSocket connection/);
  await before.page.goto('/m');
  await expect(before.page.getByText('已连接')).toBeVisible();
  line.become('cut');
  await beginReport(before.page);
  const bytes = await photo(before.page);
  await fillReport(before.page, { kind: '烟雾', words: WORDS, photos: [{ name: '北坡.jpg', bytes }] });
  await saveReport(before.page);
  await expect(sentLine(before.page, WORDS)).toContainText('待发送');
  await before.kill();
  expect(before.watch.faults).toEqual([]);
  expect(await reports()).toEqual([]);

  const { page, context, watch } = await turnOn();
  watch.allow(/Failed to load resource|WebSocket connection/);
  await page.goto('/m');
  await expect(sentLine(page, WORDS)).toContainText('待发送');
  expect(await reports()).toEqual([]);

  line.become('open');
  await expect(sentLine(page, WORDS)).toContainText('已送达', { timeout: 30_000 });
  await expect
    .poll(() => rowsSeenBy(township.people.dutyOfficer, 'attachment'), { timeout: 30_000 })
    .toHaveLength(1);
  const [report, ...more] = await reports();
  expect(report).toMatchObject({ words: WORDS, channel: 'app' });
  expect(more).toEqual([]);
  expect((await rowsSeenBy(township.people.dutyOfficer, 'attachment'))[0]).toMatchObject({
    reportId: report?.id,
    media: 'image/jpeg',
  });
  await context.close();
  expect(watch.faults).toEqual([]);
});

test('a report whose answer is lost is asked about again, and is there once', async ({
  township,
  line,
  open,
}) => {
  const { page, watch } = await open('/m', {
    size: 'phone',
    as: township.people.villageLiaison,
    origin: line.origin,
  });
  watch.allow(/Failed to load resource|WebSocket connection/);
  await expect(page.getByText('已连接')).toBeVisible();
  await beginReport(page);
  await fillReport(page, { kind: '烟雾', words: WORDS });
  line.become('mute');
  await saveReport(page);
  const reports = () => submittedTo(township.people.dutyOfficer);
  await expect.poll(reports).toHaveLength(1);
  await expect.poll(() => line.swallowed).toBeGreaterThan(0);
  await expect(sentLine(page, WORDS)).toContainText(/待发送|正在发送/);
  line.become('open');
  await expect(sentLine(page, WORDS)).toContainText('已送达', { timeout: 30_000 });
  expect(await reports()).toHaveLength(1);
});

test('a report that is refused says why, and its words can be sent again', async ({
  township,
  line,
  open,
}) => {
  const { administrator, villageLiaison, dutyOfficer } = township.people;
  const { page, watch } = await open('/m', { size: 'phone', as: villageLiaison, origin: line.origin });
  watch.allow(/Failed to load resource|WebSocket connection/);
  await expect(page.getByText('已连接')).toBeVisible();
  line.become('cut');
  await beginReport(page);
  await fillReport(page, { kind: '烟雾', words: WORDS, detail: '3组东侧' });
  await saveReport(page);
  await expect(sentLine(page, WORDS)).toContainText('待发送');

  // Meanwhile the liaison is given another village: what was written for the old one is no longer theirs to say.
  await moveLiaison(administrator, OTHER);
  line.become('open');
  await expect(sentLine(page, WORDS)).toContainText('没有送出', { timeout: 30_000 });
  expect(await submittedTo(dutyOfficer)).toEqual([]);
  await expect(page.getByRole('heading', { name: '高和村' })).toBeVisible({ timeout: 30_000 });

  await page.getByRole('link', { name: WORDS }).first().tap();
  const why = page
    .getByRole('main')
    .locator('section', { has: page.getByRole('heading', { name: '没有送出' }) });
  await expect(why.getByRole('paragraph')).toHaveText(/\p{Script=Han}{4}/u);
  await page.getByRole('button', { name: '修改后重报' }).tap();
  await expect(page.getByLabel('说几句')).toHaveValue(WORDS);
  await expect(page.getByLabel('在哪里')).toHaveValue('3组东侧');
  await saveReport(page);
  await expect(sentLine(page, WORDS)).toContainText('已送达', { timeout: 30_000 });
  await expect(page.getByText('没有送出')).toHaveCount(0);
  expect(await submittedTo(dutyOfficer)).toMatchObject([{ words: WORDS, villageId: OTHER }]);
});

/** The liaison signed in some other day: the browser has long put the session on the disk. */
async function signedInBefore(turnOn: () => Promise<Handheld>): Promise<void> {
  const { page, context } = await turnOn();
  await page.goto('/m');
  await signIn(page, 'liaison-own');
  await expect(page.getByText('已连接')).toBeVisible();
  await context.close();
}
