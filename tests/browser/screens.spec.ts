import type { Page } from '@playwright/test';
import { openTownship, type Name, type Township } from '../support/township.ts';
import { smoke } from './support/doings.ts';
import { examine } from './support/examine.ts';
import { expect, test as base, type Size } from './support/stage.ts';

/** Two townships to look at: one where nothing has happened, and one with the fire. */
const test = base.extend<object, { quiet: Township; busy: Township }>({
  quiet: [
    async ({ browserName: _any }, use) => {
      const township = await openTownship();
      await use(township);
      await township.close();
    },
    { scope: 'worker' },
  ],
  busy: [
    async ({ browserName: _any }, use) => {
      const township = await openTownship();
      await happen(township);
      await use(township);
      await township.close();
    },
    { scope: 'worker' },
  ],
});

type Language = 'zh' | 'en';
interface Sight {
  readonly path: string;
  readonly size: Size;
  readonly in: 'quiet' | 'busy';
  /** Whose eyes; nobody is signed in when left out. */
  readonly as?: Name | 'wall';
  /** Words that are there when it is ready, in both languages. */
  readonly ready: Readonly<Record<Language, string>>;
  /** From the opened page to the sight. */
  readonly arrange?: (page: Page, language: Language) => Promise<void>;
}

const say = (zh: string, en: string) => ({ zh, en });
/** The report that waits in the busy township: once it is there, so is the rest. */
const inbox = say('火线往3组去了', '火线往3组去了');
const sights: Readonly<Record<string, Sight>> = {
  'the door': { path: '/enter', size: 'desk', in: 'quiet', ready: say('用户名', 'User name') },
  'the door of a wall': { path: '/enter#wall', size: 'desk', in: 'quiet', ready: say('大屏令牌', 'Token') },
  'the phone, nobody signed in': { path: '/m', size: 'phone', in: 'quiet', ready: say('用户名', 'Name') },
  'the phone at first': phone('quiet', say('还没有上报', 'No reports yet'), '', menuThere),
  'the phone with reports': phone('busy', say('请补充', 'Answer'), '', menuThere),
  'the menu of the phone': phone('busy', say('请补充', 'Answer'), '', async (page, language) => {
    await menuThere(page, language);
    await page.getByRole('button', { name: MENU[language] }).tap();
    await expect(page.getByRole('menu')).toBeVisible();
  }),
  'the form of the phone': phone('busy', say('说几句', 'In a few words'), '#/report', fillWrong),
  'a report on the phone': {
    ...phone('busy', say('请补充', 'Answer'), ''),
    arrange: async (page, language) => {
      await page.getByRole('link', { name: '看不清从哪里冒烟' }).first().tap();
      await expect(page.getByRole('list', { name: { zh: '进度', en: 'Progress' }[language] })).toBeVisible();
    },
  },
  'the desk at first': desk('quiet', say('还没有收件', 'Nothing has come in')),
  'the desk in the fire': desk('busy', inbox),
  'the desk with a report': desk('busy', inbox, press('Enter', say('收件详情', 'Report'))),
  'the desk with the incident': desk('busy', inbox, async (page, language) => {
    await page
      .getByRole('region', { name: { zh: '在办事件', en: 'Open incidents' }[language] })
      .getByText('INC-01')
      .click();
    await expect(page.getByRole('heading', { name: TITLE })).toBeVisible();
  }),
  'the desk with a call': desk('busy', inbox, press('n', say('登记来电', 'Log a call'))),
  'the desk with its help': desk('busy', inbox, async (page) => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
  }),
  'the history': desk('busy', inbox, choose('历史', 'History')),
  'the layers': desk('busy', inbox, choose('地图图层', 'Map layers')),
  'what waits to go': desk('busy', inbox, choose('待发送', 'Waiting to go')),
  'the wall when it is quiet': wall('quiet', say('今日来报', 'Incidents')),
  'the wall in the fire': wall('busy', say('大事记', 'Chronology')),
};

for (const [name, sight] of Object.entries(sights)) {
  for (const language of ['zh', 'en'] as const) {
    test(`${name} passes in both themes (${language})`, async ({ quiet, busy, openAt }) => {
      const township = { quiet, busy }[sight.in];
      const as = sight.as === 'wall' ? township.wall : sight.as && township.people[sight.as];
      const opening = { size: sight.size, language, theme: 'auto', ...(as ? { as } : {}) } as const;
      const { page } = await openAt(township.origin, sight.path, opening);
      await expect(
        page.getByText(sight.ready[language]).or(page.getByLabel(sight.ready[language])).first(),
      ).toBeVisible();
      await sight.arrange?.(page, language);
      await examine(page, sight.size === 'wall' ? 'dark' : undefined);
    });
  }
}

for (const language of ['zh', 'en'] as const) {
  test(`every section of the settings passes in both themes (${language})`, async ({ busy, openAt }) => {
    const as = busy.people.administrator;
    const { page } = await openAt(busy.origin, '/', { size: 'desk', language, theme: 'auto', as });
    await choose('设置与账号', 'Settings and accounts')(page, language);
    const sections = page.getByRole('navigation', { name: { zh: '设置项', en: 'Sections' }[language] });
    await expect(sections).toBeVisible();
    for (const section of await sections.getByRole('button').all()) {
      await section.click();
      await expect(section).toHaveAttribute('aria-current', 'page');
      await examine(page);
    }
  });
}

test('every page comes under the strict policy', async ({ quiet }) => {
  for (const path of ['/', '/m', '/wall', '/enter']) {
    const { status, headers } = await fetch(quiet.origin + path);
    expect(status, path).toBe(200);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'"]) {
      expect(policy, path).toContain(part);
    }
    for (const part of ["base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policy).toContain(part);
    expect(policy, path).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toMatch(/no-referrer|same-origin/);
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

const TITLE = '束龙沟村北坡林草火情';

function phone(where: Sight['in'], ready: Sight['ready'], hash: string, arrange?: Sight['arrange']): Sight {
  return {
    path: `/m${hash}`,
    size: 'phone',
    in: where,
    as: 'villageLiaison',
    ready,
    ...(arrange ? { arrange } : {}),
  };
}

function desk(where: Sight['in'], ready: Sight['ready'], arrange?: Sight['arrange']): Sight {
  return { path: '/', size: 'desk', in: where, as: 'dutyOfficer', ready, ...(arrange ? { arrange } : {}) };
}

function wall(where: Sight['in'], ready: Sight['ready']): Sight {
  return { path: '/wall', size: 'wall', in: where, as: 'wall', ready };
}

function press(key: string, region: Readonly<Record<Language, string>>): Sight['arrange'] {
  return async (page, language) => {
    await page.keyboard.press(key);
    await expect(page.getByRole('region', { name: region[language] })).toBeVisible();
  };
}

const MENU = say('菜单', 'Menu');

/** The phone fetches its menu a moment after the rest. */
async function menuThere(page: Page, language: Language): Promise<void> {
  await expect(page.getByRole('button', { name: MENU[language] })).toBeVisible();
}

/** Chooses from the desk's menu. */
function choose(zh: string, en: string): NonNullable<Sight['arrange']> {
  return async (page, language) => {
    await page.getByRole('button', { name: MENU[language] }).click();
    await page.getByRole('menuitem', { name: { zh, en }[language] }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  };
}

/** The form as it is when something is missing. */
async function fillWrong(page: Page, language: Language): Promise<void> {
  await page.getByRole('button', { name: { zh: '保存，有信号就发', en: 'Save and send' }[language] }).tap();
  await expect(page.getByText({ zh: '请先选是什么情况', en: 'Choose what it is' }[language])).toBeVisible();
}

/** A fire with all that goes with it: signed, returned, waiting and joined reports, lines, figures, a grade. */
async function happen({ people }: Township): Promise<void> {
  const { dutyOfficer, villageLiaison, leader } = people;
  const point = { lat: 42.3628, lng: 120.9003 };
  const place = { villageId: 'shulonggou', point, source: 'gps', accuracy: 18, detail: '北坡' } as const;
  const first = await villageLiaison.command('report.submit', smoke('坟地边起烟，风往3组刮', { place }));
  const subject = { reportId: first.id, kind: 'N01', title: TITLE };
  const { id: incidentId } = await dutyOfficer.command('report.acceptAsIncident', subject);
  const said = { incidentId, observedAt: null };
  await dutyOfficer.command('incident.addLine', { ...said, words: '已通知旗森防指' });
  await dutyOfficer.command('incident.recordFigure', {
    ...said,
    figure: 'burnedArea',
    value: 1.5,
    source: '现场估测',
  });
  await dutyOfficer.command('incident.advance', { ...said, to: 'verified', reason: null });
  await leader.command('incident.advance', { ...said, to: 'responding', reason: null });
  await leader.command('incident.grade', { incidentId, grade: 4, basis: '过火面积' });
  const unclear = await villageLiaison.command('report.submit', smoke('看不清从哪里冒烟'));
  await dutyOfficer.command('report.acknowledge', { reportId: unclear.id });
  await dutyOfficer.command('report.return', { reportId: unclear.id, reason: '请写明几组' });
  const nothing = await villageLiaison.command('report.submit', smoke('是扬尘'));
  await dutyOfficer.command('report.acknowledge', { reportId: nothing.id });
  await dutyOfficer.command('report.dismiss', { reportId: nothing.id, reason: '现场核实是扬尘' });
  await villageLiaison.command('report.submit', smoke('火线往3组去了', { urgency: 'critical', place }));
}
