import type { Locator, Page } from '@playwright/test';
import type { Client } from '../../../scripts/client.ts';
import type { Entry } from '../../../shared/entry.ts';
import type { Body } from '../../../shared/noun.ts';
import type { commands, Report } from '../../../shared/report/contract.ts';
import type { Row, Table, Tables } from '../../../shared/rows.ts';
import { OWN, PASSWORD } from '../../support/township.ts';
import { expect } from './stage.ts';

/** Signs in as a person does, on whatever page asks for it. */
export async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('用户名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** A photo as a camera makes it: large enough to be shrunk, with something to see. */
export function photo(page: Page): Promise<Buffer> {
  return page
    .evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1600 });
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      const sky = pen.createLinearGradient(0, 0, 0, 1600);
      for (const [at, colour] of [
        [0, '#9db8cf'],
        [0.5, '#d8dee2'],
        [0.55, '#8f9b6d'],
        [1, '#5f6b45'],
      ] as const) {
        sky.addColorStop(at, colour);
      }
      pen.fillStyle = sky;
      pen.fillRect(0, 0, 2400, 1600);
      pen.fillStyle = 'rgba(90, 90, 90, 0.5)';
      for (let n = 0; n < 14; n += 1) {
        pen.beginPath();
        pen.arc(1300 + n * 40, 760 - n * 46, 50 + n * 12, 0, 7);
        pen.fill();
      }
      return canvas.toDataURL('image/jpeg', 0.9);
    })
    .then((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

export interface Said {
  /** The word on the button. */
  readonly kind: string;
  readonly words: string;
  readonly detail?: string;
  readonly photos?: readonly { name: string; bytes: Buffer }[];
}

/** Fills the form of the phone that is open; does not save it. */
export async function fillReport(page: Page, { kind, words, detail, photos = [] }: Said): Promise<void> {
  await page.getByRole('radio', { name: kind, exact: true }).tap();
  await page.getByLabel('说几句').fill(words);
  if (detail !== undefined) await page.getByLabel('在哪里').fill(detail);
  if (photos.length === 0) return;
  const files = photos.map(({ name, bytes }) => ({ name, mimeType: 'image/jpeg', buffer: bytes }));
  await page.locator('input[type=file]').setInputFiles(files);
  await expect(page.getByRole('img', { name: /^照片/ })).toHaveCount(photos.length);
  await expect(page.getByText('正在压缩')).toHaveCount(0);
}

/** Begins a report on the phone's first page. */
export async function beginReport(page: Page): Promise<void> {
  await page.getByRole('link', { name: '上报险情' }).tap();
  await expect(page.getByRole('heading', { name: '上报险情' })).toBeVisible();
}

export async function saveReport(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存，有信号就发' }).tap();
}

/** Gives the liaison of the tests' own village another one. */
export async function moveLiaison(administrator: Client, villageId: string): Promise<void> {
  const { accounts } = await administrator.get<{ accounts: { id: string; signInName: string }[] }>(
    '/api/accounts',
  );
  const account = accounts.find(({ signInName }) => signInName === 'liaison-own');
  await administrator.must('PATCH', `/api/accounts/${account?.id}`, { villageId });
}

/** My report on the phone's first page: one line that ends with how far it has come. */
export function sentLine(page: Page, words: string): Locator {
  return page.getByRole('region', { name: '我的上报' }).getByRole('listitem').filter({ hasText: words });
}

/** The reports that were ever submitted, as the journal has them: the last word on what happened, and how often. */
export async function submittedTo(reader: Client): Promise<Partial<Report>[]> {
  const { entries } = await reader.get<{ entries: Entry[] }>('/api/journal');
  return entries
    .flatMap(({ events }) => events)
    .filter((event) => event?.type === 'report.submitted') as Partial<Report>[];
}

/** The rows of a table as somebody may see them at the server, a second ago at most. */
export async function rowsSeenBy<T extends Table>(client: Client, table: T): Promise<Tables[T][]> {
  const { rows } = await client.snapshot();
  return rows.filter(([name]) => name === table).map(([, row]) => row as Row as Tables[T]);
}

/** The body of a liaison's report of smoke, with more where a test needs it. */
export function smoke(words: string, more: Partial<SubmitBody> = {}): SubmitBody {
  return {
    ...{ villageId: OWN, kind: 'U02', urgency: 'urgent', words, casualties: null },
    place: { villageId: OWN, point: null, source: 'village', accuracy: null, detail: null },
    ...{ happenedAt: null, foundAt: null, channel: 'app', receivedAt: null, fileIds: [] },
    informant: { unit: null, name: null, post: null, contactId: null },
    ...more,
  };
}
type SubmitBody = Body<(typeof commands)['report.submit']>;
