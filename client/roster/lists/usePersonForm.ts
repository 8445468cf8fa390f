import { onMounted, reactive, ref, shallowRef } from 'vue';
import type { BodyOf } from '../../../shared/catalogue.ts';
import type { Post } from '../../../shared/pattern/contract.ts';
import type { Person } from '../../../shared/person/contract.ts';
import { listAccounts } from '../../account/accounts.ts';
import { session } from '../../account/session.ts';
import { newId } from '../../live/newId.ts';
import { useGive } from '../../live/useGive.ts';
import { say } from '../../ui/language.ts';
import { toast } from '../../ui/toast.ts';
import { formWords as words } from '../formWords.ts';

/** The form of one person of the duty list; without one it is for somebody new, and empty again afterwards. */
export function usePersonForm(person: Person | undefined, gone: () => void) {
  const form = reactive(person ? filled(person) : blank());
  const tried = ref(false);
  const give = useGive();
  const accounts = useAccounts();

  async function submit(): Promise<void> {
    tried.value = true;
    if (form.name.trim() === '' || form.post.trim() === '' || form.posts.length === 0) return;
    const phone = form.phone.trim();
    const contactId = phone === '' ? (person?.contactId ?? null) : newId();
    const body = bodyOf(form, contactId);
    const contact = phone !== '' && contactId ? { id: contactId, name: body.name, phone } : undefined;
    const id = person
      ? await give.give('person.change', { personId: person.id, ...body }, { contact })
      : await give.give('person.add', body, { contact });
    if (!id) return;
    tried.value = false;
    toast(say(words.saved), { seconds: 3 });
    if (person) form.phone = '';
    else Object.assign(form, blank());
  }

  const retiring = useGive();
  const leaving = ref(false);
  const reason = ref('');
  async function retire(): Promise<void> {
    if (!person || reason.value.trim() === '') return;
    const body = { personId: person.id, reason: reason.value.trim() };
    if (await retiring.give('person.retire', body)) gone();
  }
  return { form, tried, give, accounts, submit, leaving, reason, retire, retiring };
}

interface Form {
  name: string;
  post: string;
  posts: Post[];
  principal: boolean;
  phone: string;
  accountId: string;
}

function blank(): Form {
  return { name: '', post: '', posts: ['primary', 'second'], principal: false, phone: '', accountId: '' };
}

function filled({ name, post, posts, principal, accountId }: Person): Form {
  return { name, post, posts: [...posts], principal, phone: '', accountId: accountId ?? '' };
}

function bodyOf(
  { name, post, posts, principal, accountId }: Form,
  contactId: string | null,
): BodyOf<'person.add'> {
  const said = { name: name.trim(), post: post.trim(), posts, principal };
  return { ...said, accountId: accountId || null, contactId };
}

/** The accounts that can be linked: administrators alone may list them; null for others. */
function useAccounts() {
  const accounts = shallowRef<readonly { value: string; label: string }[] | null>(null);
  onMounted(async () => {
    if (session.value?.principal.role !== 'administrator') return;
    const heard = await listAccounts();
    if (!heard.ok) return;
    accounts.value = heard.value
      .filter(({ role, disabled }) => !disabled && (role === 'leader' || role === 'dutyOfficer'))
      .map(({ id, name, post }) => ({ value: id, label: `${name} · ${post}` }));
  });
  return accounts;
}
