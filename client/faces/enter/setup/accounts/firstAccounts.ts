import { readablePassword } from '../../../../account/readablePassword.ts';
import { initialsOf } from '../../../../ui/initials.ts';
import type { AccountDraft, Draft, VillageDraft } from '../draft.ts';

/** As many accounts as one set-up makes. */
export const MOST_ACCOUNTS = 60;

type Make = Omit<AccountDraft, 'password' | 'signInName'> & { readonly wished: string };

/**
 * The first accounts as they are proposed: an administrator, two duty officers, a leader, and the liaisons of each
 * village. Rows that are there keep what was typed; those of villages that are gone go. Sign-in names are unique.
 */
export function proposeAccounts(
  { accounts, perVillage, unit }: Pick<Draft, 'accounts' | 'perVillage' | 'unit'>,
  password: () => string = readablePassword,
): AccountDraft[] {
  const before = new Map(accounts.map((account) => [account.key, account]));
  const own = accounts.filter(({ key, role }) => key.startsWith('own-') && role !== 'villageLiaison');
  const staff = accounts.length === 0 ? STAFF : STAFF.filter(({ key }) => before.has(key));
  const taken = new Set(own.map(({ signInName }) => signInName));
  const wanted = [...staff, ...own, ...unit.villages.flatMap((village) => liaisonsOf(village, perVillage))];
  return wanted.map((row) => {
    if (!('wished' in row)) return row;
    const known = before.get(row.key);
    if (known) {
      taken.add(known.signInName);
      return known;
    }
    const { wished, ...rest } = row;
    return { ...rest, signInName: free(wished, taken), password: password() };
  });
}

/** One more account of the duty room. */
export function newOfficer(accounts: readonly AccountDraft[], password = readablePassword): AccountDraft {
  const taken = new Set(accounts.map(({ signInName }) => signInName));
  const numbers = accounts.map(({ key }) => Number(/^own-(\d+)$/.exec(key)?.[1] ?? 0));
  const key = `own-${Math.max(0, ...numbers) + 1}`;
  const officer = {
    key,
    role: 'dutyOfficer',
    villageId: null,
    slot: null,
    name: '',
    post: '值班员',
  } as const;
  return { ...officer, signInName: free('zhiban', taken), password: password() };
}

/** How many liaisons a village may have so that all fit into one set-up. */
export function mostPerVillage(villages: number, others: number): 0 | 1 | 2 {
  if (others + 2 * villages <= MOST_ACCOUNTS) return 2;
  return others + villages <= MOST_ACCOUNTS ? 1 : 0;
}

const nobody = { villageId: null, slot: null } as const;
const STAFF: readonly Make[] = [
  { key: 'admin', role: 'administrator', ...nobody, name: '管理员', post: '系统管理员', wished: 'admin' },
  { key: 'officer-1', role: 'dutyOfficer', ...nobody, name: '值班员甲', post: '主班', wished: 'zhiban1' },
  { key: 'officer-2', role: 'dutyOfficer', ...nobody, name: '值班员乙', post: '副班', wished: 'zhiban2' },
  { key: 'leader', role: 'leader', ...nobody, name: '带班领导', post: '带班领导', wished: 'daiban' },
];

function liaisonsOf(village: VillageDraft, perVillage: Draft['perVillage']): Make[] {
  return (['A', 'B'] as const).slice(0, Number(perVillage)).map((slot) => ({
    key: `${village.id}/${slot}`,
    role: 'villageLiaison',
    ...{ villageId: village.id, slot },
    name: `${village.name}${slot}`.slice(-30),
    post: `村联络员${slot}角`,
    wished: `${initialsOf(village.name.replace(/村$/, '')) || 'cun'}-${slot.toLowerCase()}`,
  }));
}

/** The wished sign-in name, with a figure behind it while it is somebody else's; `taken` then has it. */
function free(wished: string, taken: Set<string>): string {
  let name = wished;
  for (let n = 2; taken.has(name); n += 1) name = wished.replace(/(?=-[ab]$)|$/, String(n));
  taken.add(name);
  return name;
}
