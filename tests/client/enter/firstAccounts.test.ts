import { describe, expect, test } from 'vitest';
import { readablePassword } from '../../../client/account/readablePassword.ts';
import {
  mostPerVillage,
  newOfficer,
  proposeAccounts,
} from '../../../client/faces/enter/setup/accounts/firstAccounts.ts';
import { emptyDraft, exampleUnit } from '../../../client/faces/enter/setup/draft.ts';
import { weakness } from '../../../server/accounts/passwords/weak.ts';

const draft = { ...emptyDraft(), unit: exampleUnit() };

describe('the first accounts', () => {
  test('are a duty room and two liaisons per village, each with a name to sign in by', () => {
    const accounts = proposeAccounts(draft);
    expect(accounts.slice(0, 4).map(({ role }) => role)).toEqual([
      ...['administrator', 'dutyOfficer', 'dutyOfficer', 'leader'],
    ]);
    expect(accounts).toHaveLength(28);
    expect(new Set(accounts.map(({ signInName }) => signInName)).size).toBe(28);
    expect(accounts.find(({ key }) => key === 'shulonggou/A')).toMatchObject({
      ...{ villageId: 'shulonggou', slot: 'A', name: '束龙沟村A', signInName: 'slg-a' },
    });
  });

  test('keep what was typed, and go with their village', () => {
    const accounts = proposeAccounts(draft);
    Object.assign(accounts[4]!, { name: '张三', password: 'chosen by hand' });
    const fewer = { ...draft.unit, villages: draft.unit.villages.slice(0, 1) };
    const again = proposeAccounts({ ...draft, accounts, unit: fewer, perVillage: '1' });
    expect(again.map(({ key }) => key)).toEqual(['admin', 'officer-1', 'officer-2', 'leader', 'tuchengzi/A']);
    expect(again[4]).toBe(accounts[4]);
  });

  test('leave out whom somebody removed, and keep whom somebody added', () => {
    const accounts = proposeAccounts(draft).filter(({ key }) => key !== 'leader');
    const more = [...accounts, newOfficer(accounts)];
    const again = proposeAccounts({ ...draft, accounts: more, perVillage: '0' });
    expect(again.map(({ key }) => key)).toEqual(['admin', 'officer-1', 'officer-2', 'own-1']);
  });

  test('with names that begin alike have different sign-in names', () => {
    const [one] = draft.unit.villages;
    const villages = [one!, { ...one!, id: 'other' }];
    const accounts = proposeAccounts({ ...draft, unit: { ...draft.unit, villages } });
    expect(accounts.slice(4).map(({ signInName }) => signInName)).toEqual([
      'tcz-a',
      'tcz-b',
      'tcz2-a',
      'tcz2-b',
    ]);
  });

  test.each([
    [12, 4, 2],
    [28, 4, 2],
    [29, 4, 1],
    [56, 4, 1],
    [57, 4, 0],
  ])('of %i villages and %i others leave room for %i per village', (villages, others, most) => {
    expect(mostPerVillage(villages, others)).toBe(most);
  });
});

describe('a made password', () => {
  test('is two words and figures, without letters that look alike', () => {
    expect(readablePassword(() => 0)).toBe('baba-baba-2222');
    for (let n = 0; n < 200; n += 1)
      expect(readablePassword()).toMatch(/^[b-hjkmnprtwyz][aeiu][b-hjkmnprtwyz][aeiu]-\w{4}-[2-8]{4}$/);
  });

  test('is one the server takes, whoever it is for', () => {
    const words = ['土城子乡', ...draft.unit.villages.map(({ name }) => name), 'admin', '管理员'];
    const refused = Array.from({ length: 2000 }, () => readablePassword()).filter((one) =>
      weakness(one, words),
    );
    expect(refused).toEqual([]);
  });
});
