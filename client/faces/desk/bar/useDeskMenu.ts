import { computed, onMounted, shallowRef } from 'vue';
import { REAL } from '../../../../shared/book/contract.ts';
import { lock, session, signOut } from '../../../account/session.ts';
import { ask } from '../../../live/http.ts';
import { useOutbox, useWorld } from '../../../live/use.ts';
import { mayGive } from '../../../live/useMay.ts';
import { rosterMenu } from '../../../roster/menuWords.ts';
import type { MenuItem } from '../../../ui/UiMenu.vue';
import {
  calendar,
  check,
  help,
  history,
  layers,
  list,
  lock as lockIcon,
  logOut,
  play,
  screen,
  settings,
  upload,
} from '../../../ui/icons.ts';
import { say } from '../../../ui/language.ts';
import { barWords, exerciseWords, words } from '../words.ts';
import { zeroWords } from '../../../zeroReport/words.ts';

interface Title {
  readonly name: string;
  readonly kind: 'real' | 'exercise' | 'demonstration';
  readonly title: string | null;
  readonly closedAt: string | null;
}

/** The menu of the desk: the books that are open, the dialogs, the other screens, and the ways out. */
export function useDeskMenu(tell: (id: string) => void) {
  const books = useBooks();
  const here = useWorld().book;
  const outbox = useOutbox();

  const items = computed<MenuItem[]>(() => [
    ...bookItems(books.value, here),
    { id: 'outbox', label: say(words.outbox), icon: upload, hint: String(outbox.left.value), line: true },
    { id: 'roster', label: say(rosterMenu.roster), icon: calendar },
    { id: 'zero', label: say(zeroWords.menu), icon: check },
    { id: 'history', label: say(words.history), icon: history },
    { id: 'layers', label: say(words.layers), icon: layers },
    ...exerciseItem(here),
    { id: 'wall', label: say(words.wall), icon: screen, href: '/wall' },
    { id: 'settings', label: say(words.settings), icon: settings },
    { id: 'help', label: say(words.help), icon: help, hint: '?' },
    {
      id: 'lock',
      label: say(words.lock),
      icon: lockIcon,
      line: true,
      disabled: session.value?.locked ?? true,
    },
    { id: 'signOut', label: say(words.signOut), icon: logOut },
  ]);

  function choose(id: string): void {
    if (id === 'lock') void lock();
    else if (id === 'signOut' && outbox.left.value === 0) void leave();
    else tell(id);
  }
  return { items, choose };
}

/** Signs out and goes to the page where one signs in; what waits in the outbox stays for this account. */
export async function leave(): Promise<void> {
  await signOut();
  location.assign('/enter');
}

/** The desk of a book. */
export function addressOf(book: string): string {
  return book === REAL ? '/' : `/?book=${book}`;
}

function useBooks() {
  const books = shallowRef<readonly Title[]>([]);
  onMounted(async () => {
    const heard = await ask('GET', '/api/books');
    if (heard?.status === 200) books.value = (heard.body as { books: Title[] }).books;
  });
  return books;
}

/** The books one may go to: those that are open, and the one that is on the screen. One alone is no choice. */
function bookItems(books: readonly Title[], here: string): MenuItem[] {
  const open = books.filter(({ name, closedAt }) => name === here || closedAt === null);
  if (open.length < 2) return [];
  return open.map(({ name, kind, title }) => {
    const label =
      kind === 'real' ? say(words.realBook) : [say(barWords[kind]), title].filter(Boolean).join(' ');
    return { id: `book/${name}`, label, icon: list, href: addressOf(name), checked: name === here };
  });
}

/** An exercise is begun from real duty, and ended from within. */
function exerciseItem(here: string): MenuItem[] {
  const begins = here === REAL;
  if (!mayGive(begins ? 'book.openExercise' : 'book.close')) return [];
  const label = say(begins ? exerciseWords.beginTitle : exerciseWords.endTitle);
  return [{ id: begins ? 'exercise' : 'closeExercise', label, icon: play }];
}
