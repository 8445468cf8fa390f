import type { Locator, Page } from '@playwright/test';
import { addMonths, daysOf, weekdayOf } from '../../shared/days.ts';
import type { Township } from '../support/township.ts';
import { rowsSeenBy } from './support/doings.ts';
import { examine } from './support/examine.ts';
import { expect, test } from './support/stage.ts';

/** A month that is all ahead. */
const MONTH = addMonths(new Date().toISOString().slice(0, 7), 2);
const OFFICERS = ['陈一', '许二', '徐三', '王四', '李五', '赵六', '孙七', '周八'];

test('a month is made, published and changed by keyboard alone', async ({ township, open }) => {
  await enlist(township);
  const { page } = await open('/', { size: 'desk', as: township.people.leader });
  await openRoster(page);
  await goTo(page, MONTH);

  await test.step('proposed', async () => {
    await press(page.getByRole('button', { name: '自动排班' }));
    const proposal = page.getByRole('region', { name: '自动排班方案' });
    await expect(proposal.getByText(/最少/).first()).toBeVisible();
    await expect(proposal.getByRole('table')).toContainText('陈一');
    await press(proposal.getByRole('button', { name: '采用' }));
    await expect(page.getByText('没有问题')).toBeVisible();
  });

  await test.step('published', async () => {
    await press(page.getByRole('button', { name: '发布' }));
    await page.keyboard.type('森防期加强值守');
    await press(page.getByRole('form', { name: '发布' }).getByRole('button', { name: '发布' }));
    await expect(page.getByText('已发布')).toBeVisible();
  });

  const cell = cellOf(page, 0, 1);
  const before = await nameIn(cell);
  await test.step('asked to be changed', async () => {
    await grid(page).locator('td[tabindex="0"]').focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: '主班' });
    await expect(form).toBeVisible();
    const other = OFFICERS.find((name) => name !== before) as string;
    await form.getByRole('combobox', { name: '谁来代' }).focus();
    const free = await freeOption(page, before);
    expect(OFFICERS).toContain(free || other);
    await page.keyboard.press('Enter');
    await form.getByLabel('理由').focus();
    await page.keyboard.type('家中有事');
    await page.keyboard.press('Enter');
    await expect(form).toHaveCount(0);
  });

  await test.step('consented and approved', async () => {
    await press(page.getByRole('tab', { name: '换班' }));
    await press(page.getByRole('button', { name: /主班/ }));
    await page.getByLabel('对方电话里的原话').focus();
    await page.keyboard.type('可以，我来');
    await page.keyboard.press('Enter');
    await press(page.getByRole('button', { name: '批准' }));
    await expect(page.getByText('已生效')).toBeVisible();
    await press(page.getByRole('tab', { name: '月表' }));
    await goTo(page, MONTH);
    await expect(cellOf(page, 0, 1).locator('s')).toHaveText(before);
  });
});

test('cells are filled, exchanged, copied and undone by keys, and who was quicker is told at the cell', async ({
  township,
  open,
}) => {
  const ids = await enlist(township);
  const held = holding();
  const { page } = await open('/', { size: 'desk', as: township.people.dutyOfficer, before: held.before });
  await openRoster(page);
  await goTo(page, MONTH);
  await grid(page).locator('td[tabindex="0"]').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');

  await page.keyboard.type('ws');
  await expect(page.getByRole('option', { name: '王四' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 0, 1)).toContainText('王四');
  await expect(cellOf(page, 1, 1)).toBeFocused();
  // Names begin with x as well: it marks only while no other letter follows.
  await page.keyboard.type('xs');
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 1, 1)).toContainText('徐三');

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('x');
  await expect(cellOf(page, 0, 1)).toContainText('徐三');
  await expect(cellOf(page, 1, 1)).toContainText('王四');

  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const last = page.locator('td.is-active');
  await page.keyboard.press('Control+v');
  await expect(last).toContainText('徐三');
  await page.keyboard.press('Delete');
  await expect(last).not.toContainText('徐三');
  await page.keyboard.press('Control+z');
  await expect(last).toContainText('徐三');

  await test.step('somebody is quicker', async () => {
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    const first = daysOf(MONTH)[0] as string;
    const patternId = patternOf(first);
    const was = { day: first, patternId, post: 'second' as const, was: null };
    // It lands between what is on the screen and what is written.
    held.hold();
    await township.people.leader.command('shift.assign', { ...was, personId: ids['赵六'] as string });
    await page.keyboard.type('lw');
    await page.keyboard.press('Enter');
    await expect(cellOf(page, 0, 2)).toContainText('李五');
    held.release();
    await expect(page.getByRole('alert').filter({ hasText: '赵六' })).toContainText('乙');
    await expect(cellOf(page, 0, 2)).toContainText('赵六');
  });
});

test('edits come to the screen one after the other on a slow computer with 200 people, and say how fast', async ({
  township,
  open,
}) => {
  const officer = township.people.dutyOfficer;
  await enlist(township);
  for (let n = 0; n < 190; n += 1)
    await officer.command('person.add', person(`干部${n}`, ['primary', 'second'], `科员${n}`));
  const { page } = await open('/', { size: 'desk', as: officer });
  await openRoster(page);
  await goTo(page, MONTH);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const taken: number[] = [];
  await grid(page).locator('td[tabindex="0"]').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  for (let n = 0; n < 8; n += 1) {
    const name = OFFICERS[n] as string;
    await page.keyboard.press('F2');
    await page.keyboard.insertText(name);
    await expect(page.getByRole('option', { name })).toBeVisible();
    await page.evaluate(timeNextEnter, name);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => 'paintedAfter' in window && window.paintedAfter !== null);
    taken.push(
      Math.round(await page.evaluate(() => (window as unknown as { paintedAfter: number }).paintedAfter)),
    );
    await expect(cellOf(page, n, 1)).toContainText(name);
  }
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const median = [...taken].sort((a, b) => a - b)[4] as number;
  test.info().annotations.push({ type: 'milliseconds', description: `edit painted: ${taken.join(' ')}` });
  console.log(`edit painted after ${taken.join(' ')} ms, median ${median}`);
  // The goal is 100 ms; a busy machine proves nothing about it, so the figure is told and not asserted.
  expect(taken).toHaveLength(8);
});

for (const language of ['zh', 'en'] as const) {
  test(`every part of the roster passes in both themes (${language})`, async ({ township, open }) => {
    await enlist(township);
    const { page } = await open('/', { size: 'desk', language, theme: 'auto', as: township.people.leader });
    await openRoster(page);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      await expect(page.getByRole('tabpanel').locator('.sides')).toBeVisible();
      await examine(page);
    }
  });
}

/** Keeps back what the server says to a page, as a slow line does. */
function holding() {
  const kept: (() => void)[] = [];
  let holds = false;
  return {
    before: (page: Page) =>
      page.routeWebSocket(/socket\.io/, (socket) => {
        const server = socket.connectToServer();
        server.onMessage((message) => {
          if (holds) kept.push(() => socket.send(message));
          else socket.send(message);
        });
      }),
    hold: () => (holds = true),
    release(): void {
      holds = false;
      for (const send of kept.splice(0)) send();
    },
  };
}

function person(name: string, posts: readonly ('leader' | 'primary' | 'second' | 'driver')[], post = '干部') {
  return { name, post, posts: [...posts], accountId: null, principal: false, contactId: null };
}

/** Three leaders and eight officers on the duty list; who has which id. */
async function enlist({ people }: Township): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const name of ['乙', '丙', '丁']) {
    await people.dutyOfficer.command('person.add', person(name, ['leader'], '班子成员'));
  }
  for (const name of OFFICERS)
    await people.dutyOfficer.command('person.add', person(name, ['primary', 'second'], '党政办干部'));
  for (const { id, name } of await rowsSeenBy(people.dutyOfficer, 'person')) ids[name] = id;
  return ids;
}

async function openRoster(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(菜单|Menu)$/ }).focus();
  await page.keyboard.press('Enter');
  await press(page.getByRole('menuitem', { name: /^(值班表|Duty roster)/ }));
  await expect(grid(page)).toBeVisible();
}

/** To a month, page by page. */
async function goTo(page: Page, month: string): Promise<void> {
  await grid(page).locator('td[tabindex="0"]').focus();
  for (let n = 0; n < 4; n += 1) {
    if ((await grid(page).getAttribute('aria-label'))?.includes(month)) return;
    const shown = await grid(page).getAttribute('aria-label');
    await page.keyboard.press('PageDown');
    await expect(grid(page)).not.toHaveAttribute('aria-label', shown ?? '');
  }
}

async function press(target: Locator): Promise<void> {
  await target.first().focus();
  await target.first().press('Enter');
}

/** Opens the list and goes to the first line that says nothing against it. */
async function freeOption(page: Page, without: string): Promise<string> {
  await page.keyboard.press('ArrowDown');
  const option = page.getByRole('listbox').getByRole('option').first();
  await expect(option).toBeVisible();
  expect(await option.textContent()).not.toContain(without);
  return ((await option.locator('span').first().textContent()) ?? '').trim();
}

const grid = (page: Page) => page.getByRole('grid');
const cellOf = (page: Page, row: number, col: number) =>
  page.locator(`td[data-row="${row}"][data-col="${col}"]`);
const nameIn = async (cell: Locator) => ((await cell.locator('.one').textContent()) ?? '').trim();

function patternOf(day: string): string {
  return [0, 6].includes(weekdayOf(day)) ? 'd24' : 'day';
}

/** Runs in the page: how long after the next Enter a cell with that name is painted. */
function timeNextEnter(name: string): void {
  const there = window as unknown as { paintedAfter: number | null };
  there.paintedAfter = null;
  const begin = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    removeEventListener('keydown', begin, true);
    const from = event.timeStamp;
    const look = () => {
      const found = [...document.querySelectorAll('td .one')].some((one) => one.textContent === name);
      if (!found) return requestAnimationFrame(look);
      requestAnimationFrame(() => (there.paintedAfter = performance.now() - from));
      return 0;
    };
    requestAnimationFrame(look);
  };
  addEventListener('keydown', begin, true);
}
