import { beforeEach, describe, expect, test } from 'vitest';
import { proposeAccounts } from '../../../client/faces/enter/setup/accounts/firstAccounts.ts';
import { problemsOf } from '../../../client/faces/enter/setup/checks.ts';
import {
  emptyDraft,
  exampleUnit,
  forgetDraft,
  keepDraft,
  mayGo,
  readDraft,
  STEPS,
  type Draft,
  type Step,
} from '../../../client/faces/enter/setup/draft.ts';
import { bodyOf, keptVillages, placesOf } from '../../../client/faces/enter/setup/makeAll.ts';
import { ROUTES } from '../../../server/http/routes.ts';

function filled(step: Step, more: Partial<Draft> = {}): Draft {
  const draft: Draft = { ...emptyDraft(), step, code: 'ABCD-2345', unit: exampleUnit(), ...more };
  return { ...draft, accounts: more.accounts ?? proposeAccounts(draft) };
}
const reachable = (draft: Pick<Draft, 'step' | 'isMade'>, isReady: boolean) =>
  STEPS.filter((to) => mayGo(draft, to, isReady));

describe('the steps', () => {
  test.each<[Step, boolean, boolean, Step[]]>([
    ['code', false, false, []],
    ['code', false, true, ['unit']],
    ['unit', false, false, ['code']],
    ['unit', false, true, ['code', 'accounts']],
    ['accounts', false, true, ['code', 'unit']],
    ['accounts', true, true, ['map']],
    ['map', true, true, ['security']],
    ['security', true, true, ['map', 'done']],
    ['done', true, true, ['map', 'security']],
  ])('from %s (made: %s, filled in: %s) lead to %j', (step, isMade, isReady, expected) => {
    expect(reachable({ step, isMade }, isReady)).toEqual(expected);
  });

  test('ask for what is missing, each at its place', () => {
    expect(Object.keys(problemsOf(emptyDraft()))).toEqual(['code']);
    expect(Object.keys(problemsOf({ ...emptyDraft(), step: 'unit' }))).toEqual([
      'unit.name',
      'unit.superior',
      'villages',
    ]);
    expect(problemsOf({ ...emptyDraft(), step: 'unit', isKept: true })).toEqual({});
    for (const step of STEPS) expect(problemsOf(filled(step))).toEqual({});
  });

  test('see short passwords, double and malformed names, and who is missing', () => {
    const draft = filled('accounts');
    const [admin, officer, , leader] = draft.accounts;
    Object.assign(admin!, { password: 'short', signInName: 'ＤＡＩＢＡＮ' });
    Object.assign(officer!, { name: ' ', signInName: 'a b' });
    expect(Object.keys(problemsOf(draft)).sort()).toEqual([
      'account/admin/password',
      'account/admin/signInName',
      `account/${leader!.key}/signInName`,
      'account/officer-1/name',
      'account/officer-1/signInName',
    ]);
    const without = (role: string) => ({
      ...draft,
      accounts: draft.accounts.filter((one) => one.role !== role),
    });
    expect(problemsOf(without('administrator')).accounts?.en).toMatch(/administrator/);
    expect(problemsOf(without('dutyOfficer')).accounts?.en).toMatch(/duty officer/);
  });
});

describe('the draft', () => {
  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  test('survives a reload, and nothing of it is in the storage that outlives the tab', () => {
    const draft = filled('accounts', { perVillage: '1' });
    expect(keepDraft(draft)).toBe(true);
    expect(readDraft()).toEqual(draft);
    expect(JSON.stringify({ ...localStorage })).not.toContain(draft.accounts[0]!.password);
    forgetDraft();
    expect(readDraft()).toBeNull();
    expect(sessionStorage).toHaveLength(0);
  });

  test.each(['', '{', 'null', '{"step":"elsewhere"}'])('that cannot be read (%j) is none', (text) => {
    sessionStorage.setItem('setup.draft', text);
    expect(readDraft()).toBeNull();
  });

  test('of an older page gets what it lacks', () => {
    sessionStorage.setItem('setup.draft', '{"step":"unit","code":"X"}');
    expect(readDraft()).toEqual({ ...emptyDraft(), step: 'unit', code: 'X' });
  });
});

describe('what is handed in', () => {
  const contract = ROUTES['POST /api/setup'].body;

  test('is what the server takes: the example with all its accounts', () => {
    const parsed = contract.safeParse(bodyOf(filled('accounts')));
    expect(parsed.error?.issues).toBeUndefined();
    expect(parsed.data?.accounts).toHaveLength(28);
  });

  test('is what the server takes after an interrupted set-up, of which names alone are known', () => {
    const villages = keptVillages({ name: '某乡', villages: [{ id: 'a', name: '甲村' }] });
    const unit = { name: '某乡', code: '', superior: '', villages };
    expect(contract.safeParse(bodyOf(filled('accounts', { isKept: true, unit }))).success).toBe(true);
  });
});

describe('a refusal of the server', () => {
  const { accounts } = filled('accounts');
  const no = (code: string, zh: string, path?: string) => ({ code, zh, en: zh, ...(path ? { path } : {}) });

  test.each([
    [no('setup.code-wrong', '一次性代码不对'), ['code']],
    [no('account.password-common', '“值班员甲”的密码太常见'), ['account/officer-1/password']],
    [no('account.password-name', '“束龙沟村A”的密码里主要是姓名'), ['account/150525204207/A/password']],
    [no('setup.name-twice', '用户名“daiban”写了两次'), ['account/leader/signInName']],
    [no('http.malformed', '请求有误', 'accounts.0.post'), ['account/admin/post']],
    [no('http.malformed', '请求有误', 'unit.villages.3.name'), ['villages']],
    [no('http.malformed', '请求有误', 'unit.name'), ['unit.name']],
    [no('setup.running', '首次设置正在另一处进行'), []],
  ])('stands at its field: %j', (refusal, places) => {
    const known = accounts.map((one) => ({
      ...one,
      key: one.key.replace('shulonggou/', '150525204207/'),
    }));
    expect(placesOf(refusal, known)).toEqual(places);
  });
});
