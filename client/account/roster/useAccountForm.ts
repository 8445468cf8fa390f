import { computed, reactive, ref, watch } from 'vue';
import type { Refusal } from '../../../shared/refusal.ts';
import type { Role } from '../../../shared/roles.ts';
import { say } from '../../ui/language.ts';
import { changeAccount, createAccount, type Account, type AccountInput } from '../accounts.ts';
import { readablePassword } from '../readablePassword.ts';
import { words } from '../words.ts';

/** What an account's form holds while it is typed; empty texts stand for null. */
interface Fields {
  signInName: string;
  name: string;
  post: string;
  role: string;
  villageId: string;
  departmentId: string;
  slot: string;
  phone: string;
  password: string;
}
type Field = keyof Fields;

const SIGN_IN_NAME = /^[\p{L}\p{N}._-]{2,32}$/u;
const PHONE = /^[0-9+ ()-]{3,24}$/;

/** Where each refusal of the server belongs; what is not here is said at the foot. */
const PLACE: Readonly<Record<string, Field>> = {
  'account.name-taken': 'signInName',
  'account.password-common': 'password',
  'account.password-name': 'password',
  'account.no-village': 'villageId',
  'account.village-unknown': 'villageId',
  'account.no-department': 'departmentId',
  'account.last-administrator': 'role',
};

/** Making an account, or changing the one that is given: every no stands beside its field, and nothing is lost. */
export function useAccountForm(account: () => Account | null) {
  const fields = reactive<Fields>(fieldsOf(null));
  const tried = ref(false);
  const busy = ref(false);
  const refusal = ref<Refusal | null>(null);
  const isNew = computed(() => account() === null);

  watch(account, (now) => Object.assign(fields, fieldsOf(now)), { immediate: true });

  const place = computed(() => (refusal.value ? placeOf(refusal.value) : null));
  const errors = computed(() => {
    const wrong: Partial<Record<Field, string>> = tried.value ? problemsOf(fields, isNew.value) : {};
    if (refusal.value && place.value) wrong[place.value] = say(refusal.value);
    return wrong;
  });
  const atFoot = computed(() => (refusal.value && !place.value ? say(refusal.value) : undefined));

  /** The account as it stands at the server, or null when it was refused. */
  async function save(): Promise<Account | null> {
    tried.value = true;
    refusal.value = null;
    if (busy.value || Object.keys(errors.value).length > 0) return null;
    busy.value = true;
    const before = account();
    const input = inputOf(fields);
    const outcome = await (before ? changeAccount(before.id, changesOf(input)) : createAccount(input));
    busy.value = false;
    refusal.value = outcome.ok ? null : outcome.refusal;
    return outcome.ok ? outcome.value : null;
  }

  return { fields, errors, atFoot, busy, isNew, save };
}

function fieldsOf(account: Account | null): Fields {
  return {
    signInName: account?.signInName ?? '',
    name: account?.name ?? '',
    post: account?.post ?? '',
    role: account?.role ?? 'dutyOfficer',
    villageId: account?.villageId ?? '',
    departmentId: account?.departmentId ?? '',
    slot: account?.slot ?? 'A',
    phone: account?.phone ?? '',
    password: account ? '' : readablePassword(),
  };
}

function inputOf({ signInName, name, post, role, ...fields }: Fields): AccountInput {
  const isLiaison = role === 'villageLiaison';
  return {
    ...{ signInName: signInName.trim(), name: name.trim(), post: post.trim(), role: role as Role },
    villageId: isLiaison ? fields.villageId : null,
    slot: isLiaison ? (fields.slot as 'A' | 'B') : null,
    departmentId: role === 'departmentLiaison' ? fields.departmentId : null,
    phone: fields.phone.trim() === '' ? null : fields.phone.trim(),
    password: fields.password,
  };
}

/** The sign-in name stays; an empty password is no wish for one. */
function changesOf({ signInName: _signInName, password, ...rest }: AccountInput) {
  return password === '' ? rest : { ...rest, password };
}

function problemsOf(fields: Fields, isNew: boolean): Partial<Record<Field, string>> {
  const wrong: Partial<Record<Field, string>> = {};
  const need = (field: Field) => {
    if (fields[field].trim() === '') wrong[field] = say(words.needed);
  };
  need('name');
  need('post');
  if (fields.role === 'villageLiaison') need('villageId');
  if (fields.role === 'departmentLiaison') need('departmentId');
  if (isNew && !SIGN_IN_NAME.test(fields.signInName.trim())) wrong.signInName = say(words.nameForm);
  if (fields.phone.trim() !== '' && !PHONE.test(fields.phone.trim())) wrong.phone = say(words.phoneForm);
  if ((isNew || fields.password !== '') && fields.password.length < 8) wrong.password = say(words.tooShort);
  return wrong;
}

function placeOf({ code, path }: Refusal): Field | null {
  const known = PLACE[code];
  if (known) return known;
  const first = path?.split('.')[0] ?? '';
  return first in fieldsOf(null) ? (first as Field) : null;
}
