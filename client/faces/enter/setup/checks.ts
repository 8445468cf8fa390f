import type { Sentence } from '../../../../shared/refusal.ts';
import type { AccountDraft, Draft } from './draft.ts';
import { MOST_ACCOUNTS } from './accounts/firstAccounts.ts';
import { setupWords } from './setupWords.ts';

/** What is wrong with what was filled in, by place: `unit.name`, `villages`, `account/<key>/password`, `accounts`. */
export type Problems = Readonly<Record<string, Sentence>>;

/** What keeps somebody from leaving the present step; empty when it is filled in. */
export function problemsOf(draft: Draft): Problems {
  if (draft.step === 'code') return draft.code.trim() === '' ? { code: setupWords.codeNeeded } : {};
  if (draft.step === 'unit') return draft.isKept ? {} : unitProblems(draft.unit);
  if (draft.step === 'accounts') return accountProblems(draft.accounts);
  return {};
}

function unitProblems({ name, code, superior, villages }: Draft['unit']): Problems {
  const wrong: Record<string, Sentence> = {};
  if (name.trim() === '') wrong['unit.name'] = setupWords.needed;
  if (superior.trim() === '') wrong['unit.superior'] = setupWords.needed;
  if (code.trim() !== '' && !/^\d{6,12}$/.test(code.trim())) wrong['unit.code'] = setupWords.unitCodeForm;
  if (villages.length === 0) wrong.villages = setupWords.villagesNeeded;
  return wrong;
}

function accountProblems(accounts: readonly AccountDraft[]): Problems {
  const wrong: Record<string, Sentence> = {};
  const names = new Map<string, number>();
  for (const { signInName } of accounts) names.set(fold(signInName), (names.get(fold(signInName)) ?? 0) + 1);
  for (const { key, name, post, signInName, password } of accounts) {
    if (name.trim() === '') wrong[`account/${key}/name`] = setupWords.needed;
    if (post.trim() === '') wrong[`account/${key}/post`] = setupWords.needed;
    if (password.length < 8) wrong[`account/${key}/password`] = setupWords.passwordShort;
    if (!/^[\p{L}\p{N}._-]{2,32}$/u.test(signInName.trim()))
      wrong[`account/${key}/signInName`] = setupWords.signInForm;
    else if (names.get(fold(signInName))! > 1) wrong[`account/${key}/signInName`] = setupWords.signInTwice;
  }
  if (!accounts.some(({ role }) => role === 'administrator')) wrong.accounts = setupWords.noAdministrator;
  else if (!accounts.some(({ role }) => role === 'dutyOfficer')) wrong.accounts = setupWords.noOfficer;
  else if (accounts.length > MOST_ACCOUNTS) wrong.accounts = setupWords.tooManyAccounts;
  return wrong;
}

/** Full-width letters and capitals are the same name. */
function fold(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
