import { OTHER, PASSWORD } from '../support/township.ts';
import {
  beginReport,
  fillReport,
  moveLiaison,
  saveReport,
  sentLine,
  signIn,
  submittedTo,
} from './support/doings.ts';
import { expect, test } from './support/stage.ts';

const WORDS = '写了一半：坟地边起烟';

test('a wrong password is said beside the field, and nothing else is given away', async ({ open }) => {
  const { page } = await open('/enter', { size: 'desk' });
  await signIn(page, 'officer-c', 'not-the-password');
  const field = page.getByLabel('密码', { exact: true });
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/密码/);
  const said = await field.evaluate((one) => one.getAttribute('aria-describedby'));
  await signIn(page, 'nobody-here', 'not-the-password');
  await expect(field).toHaveAttribute('aria-describedby', said ?? '');
  await expect(page.getByLabel('用户名')).toHaveValue('nobody-here');
});

test('who signs in at the door comes to the page he wanted, or to that of his post', async ({
  township,
  open,
}) => {
  const opening = {
    kind: 'exercise',
    title: '清明演练',
    startsAt: '2026-04-05T13:25:00+08:00',
    speed: 1,
  } as const;
  const { id } = await township.people.leader.command('book.openExercise', opening);
  const { page } = await open(`/?book=ex-${id}`, { size: 'desk' });
  await expect(page).toHaveURL(/\/enter/);
  await signIn(page, 'officer-c');
  await expect(page.getByRole('region', { name: '收件' })).toBeVisible();
  await expect(page.getByText('清明演练')).toBeVisible();
  const phone = await open('/enter', { size: 'phone' });
  await signIn(phone.page, 'liaison-own');
  await expect(phone.page.getByRole('link', { name: '上报险情' })).toBeVisible();
});

test('a phone whose session is revoked asks who it is, and keeps a report that was half written', async ({
  township,
  open,
}) => {
  const { administrator, dutyOfficer } = township.people;
  const { page } = await open('/m', { size: 'phone' });
  await signIn(page, 'liaison-own');
  await beginReport(page);
  await fillReport(page, { kind: '烟雾', words: WORDS, detail: '3组' });

  const { sessions } = await administrator.get<{ sessions: { id: string; name: string }[] }>('/api/sessions');
  for (const { id } of sessions.filter(({ name }) => name === 'liaison-own')) {
    await administrator.must('DELETE', `/api/sessions/${id}`);
  }
  await expect(page.getByLabel('用户名')).toBeVisible();
  await expect(page.getByText(WORDS)).toHaveCount(0);
  await signIn(page, 'liaison-own');
  await expect(page.getByLabel('说几句')).toHaveValue(WORDS);
  await expect(page.getByLabel('在哪里')).toHaveValue('3组');
  await expect(page.getByRole('radio', { name: '烟雾', exact: true })).toBeChecked();
  await saveReport(page);
  await expect(sentLine(page, WORDS)).toContainText('已送达');
  expect(await submittedTo(dutyOfficer)).toMatchObject([{ words: WORDS }]);
});

test('a liaison who is given another village reports for that one, also in a form that stands open', async ({
  township,
  open,
}) => {
  const { administrator, villageLiaison, dutyOfficer } = township.people;
  const { page } = await open('/m', { size: 'phone', as: villageLiaison });
  await expect(page.getByText('已连接')).toBeVisible();
  await beginReport(page);
  await fillReport(page, { kind: '烟雾', words: WORDS });
  await moveLiaison(administrator, OTHER);
  await expect(page.getByText('高和村')).toBeVisible({ timeout: 30_000 });
  await saveReport(page);
  await expect(sentLine(page, WORDS)).toContainText('已送达');
  expect(await submittedTo(dutyOfficer)).toMatchObject([{ words: WORDS, villageId: OTHER }]);
});

test('a desk that locked itself is unlocked in place, and what was being written is sent', async ({
  township,
  open,
}) => {
  const { dutyOfficer } = township.people;
  const { page } = await open('/', { size: 'desk', as: dutyOfficer });
  await expect(page.getByText('已连接', { exact: true })).toBeVisible();
  await page.keyboard.press('n');
  await page.getByRole('combobox', { name: '村' }).fill('slg');
  await page.getByRole('combobox', { name: '什么情况' }).fill('hq');
  await page.keyboard.press('Enter');
  await page.getByLabel('来电内容').fill(WORDS);
  await dutyOfficer.must('POST', '/api/session/lock', {});
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('值班台已锁定', { exact: false }).first()).toBeVisible();
  expect(await submittedTo(dutyOfficer)).toEqual([]);

  // Locked for writing only: what comes in is still shown.
  const { otherLiaison } = township.people;
  await otherLiaison.command('report.submit', {
    ...{ villageId: 'gaohe', kind: 'U01', urgency: 'urgent', words: '高和村来报', casualties: null },
    place: { villageId: 'gaohe', point: null, source: 'village', accuracy: null, detail: null },
    informant: { unit: null, name: null, post: null, contactId: null },
    ...{ happenedAt: null, foundAt: null, channel: 'app', receivedAt: null, fileIds: [] },
  });
  await expect(page.getByText('高和村来报').first()).toBeVisible();

  await page.getByRole('button', { name: '解锁' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('密码', { exact: true }).fill('not-the-password');
  await dialog.getByRole('button', { name: '解锁' }).click();
  await expect(dialog.getByLabel('密码', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  // Whoever guessed wrong has to wait a moment; the dialog waits it out and tries by itself.
  await dialog.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: '解锁' }).click();
  await expect(dialog).toHaveCount(0, { timeout: 20_000 });
  await expect
    .poll(() => submittedTo(dutyOfficer))
    .toMatchObject([{ words: '高和村来报' }, { words: WORDS, channel: 'phone' }]);
  await expect(page.getByText(WORDS).first()).toBeVisible();
});
