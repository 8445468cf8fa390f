import { signIn } from '../../../account/session.ts';
import { refusalIn } from '../../../account/accounts.ts';
import { ask } from '../../../live/http.ts';
import type { Refusal } from '../../../../shared/refusal.ts';
import type { AccountDraft, Draft, VillageDraft } from './draft.ts';
import { withPlaceholders } from './villages/ring.ts';

/** Hashing sixty passwords takes a slow machine a while. */
const PATIENCE_MS = 90_000;

/** A unit that an interrupted set-up left. */
export interface UnitThere {
  readonly name: string;
  readonly villages: readonly { readonly id: string; readonly name: string }[];
}

/** Asks whether the one-time code is right, and what an interrupted set-up has left. */
export async function checkCode(code: string): Promise<{ unit: UnitThere | null } | Refusal> {
  const heard = await ask('POST', '/api/setup/code', { json: { code } });
  return refusalIn(heard) ?? (heard?.body as { unit: UnitThere | null });
}

/** Makes unit and accounts, and signs the first administrator in. Null when all of it stands. */
export async function makeAll(draft: Draft, wasSent: boolean): Promise<Refusal | null> {
  const heard = await ask('POST', '/api/setup', { json: bodyOf(draft), patience: PATIENCE_MS });
  const refusal = refusalIn(heard);
  // An answer that was lost: if our administrator can come in, it was our set-up that was done.
  if (refusal && !(refusal.code === 'setup.done' && wasSent)) return refusal;
  return (await comeIn(draft)) ? refusal : null;
}

/** Signs the first administrator of the draft in. */
export async function comeIn({ accounts }: Pick<Draft, 'accounts'>): Promise<Refusal | null> {
  const first = accounts.find(({ role }) => role === 'administrator');
  return signIn(first?.signInName.trim() ?? '', first?.password ?? '', 'other');
}

export function bodyOf({ code, unit, accounts }: Draft) {
  return {
    code: code.trim(),
    unit: {
      name: unit.name.trim(),
      code: unit.code.trim() === '' ? null : unit.code.trim(),
      superior: unit.superior.trim() === '' ? '—' : unit.superior.trim(),
      villages: withPlaceholders(unit.name, unit.villages).map(
        ({ id, code: own, name, alias, position: { lat, lng }, surveyed }) => ({
          ...{ id, code: own, name, alias, position: { lat, lng }, surveyed },
        }),
      ),
    },
    accounts: accounts.map(({ role, villageId, slot, name, post, signInName, password }) => ({
      ...{ role, villageId, slot, departmentId: null, phone: null, password },
      ...{ name: name.trim(), post: post.trim(), signInName: signInName.trim() },
    })),
  };
}

/** The villages of a unit that stands, as a draft shows them. */
export function keptVillages({ villages }: UnitThere): VillageDraft[] {
  return villages.map(({ id, name }) => ({
    ...{ id, name, code: null, alias: null, position: null, surveyed: false },
  }));
}

/**
 * Where a refusal of the set-up belongs, as `Problems` names places; null for the foot of the page. The weak password
 * of an account is told by the account's name.
 */
export function placesOf(refusal: Refusal, accounts: readonly AccountDraft[]): string[] {
  const { code, path, zh } = refusal;
  if (code === 'setup.code-wrong' || code === 'session.wait') return ['code'];
  const of = (field: keyof AccountDraft, value: (account: AccountDraft) => string) =>
    accounts
      .filter((account) => zh.includes(`“${value(account)}”`))
      .map(({ key }) => `account/${key}/${field}`);
  if (code.startsWith('account.password')) return of('password', ({ name }) => name.trim());
  if (code === 'setup.name-twice') return of('signInName', ({ signInName }) => signInName.trim());
  const [room, index, field] = (path ?? '').split('.');
  const account = room === 'accounts' ? accounts[Number(index)] : undefined;
  if (account) return [`account/${account.key}/${field}`];
  if (path?.startsWith('unit.villages')) return ['villages'];
  return path?.startsWith('unit.') ? [path] : [];
}
