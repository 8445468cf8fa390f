import { computed, onMounted, ref, shallowRef, watch } from 'vue';
import type { Refusal } from '../../../shared/refusal.ts';
import type { Role } from '../../../shared/roles.ts';
import { ask } from '../../live/http.ts';
import { dayOf } from '../../ui/when.ts';
import { refusalIn } from '../accounts.ts';

/** A line of the security log, as `GET /api/security` has it. */
export interface SecurityLine {
  readonly seq: number;
  readonly at: string;
  readonly kind: 'session' | 'denied' | 'read' | 'admin' | 'server';
  readonly what: string;
  readonly result: 'begun' | 'ok' | 'refused' | 'failed';
  readonly who: {
    readonly id: string;
    readonly name: string;
    readonly post: string;
    readonly role: Role;
  } | null;
  readonly address: string | null;
  readonly session: string | null;
  readonly requestId: string | null;
  readonly op: string | null;
  readonly about: string | null;
  readonly code: string | null;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly of: number | null;
  readonly count: number;
}

/** The lines of one day, newest first. */
export interface Day {
  readonly day: string;
  readonly lines: readonly SecurityLine[];
}

const PAGE = '50';

/** Reads the log, page by page, as the filters say; an answer that comes after a later question is dropped. */
export function useSecurityLog() {
  const [kind, person, day] = [ref('all'), ref(''), ref('')];
  const lines = shallowRef<readonly SecurityLine[]>([]);
  const state = ref<'looking' | 'done'>('looking');
  const hasMore = ref(false);
  const refusal = ref<Refusal | null>(null);
  let asked = 0;

  async function look(before?: number): Promise<void> {
    const mine = (asked += 1);
    state.value = 'looking';
    const query = {
      limit: PAGE,
      ...(kind.value === 'all' ? {} : { kind: kind.value }),
      ...(person.value ? { person: person.value } : {}),
      ...(day.value ? { day: day.value } : {}),
      ...(before === undefined ? {} : { before: String(before) }),
    };
    const heard = await ask('GET', '/api/security', { query });
    if (mine !== asked) return;
    state.value = 'done';
    refusal.value = refusalIn(heard);
    if (refusal.value) return;
    const found = heard?.body as { lines: SecurityLine[]; more: boolean };
    lines.value = before === undefined ? found.lines : [...lines.value, ...found.lines];
    hasMore.value = found.more;
  }
  watch([kind, person, day], () => void look());
  onMounted(look.bind(null, undefined));
  const days = computed(() => byDay(lines.value));
  return {
    ...{ kind, person, day, days, state, hasMore, refusal },
    look: () => look(),
    more: () => look(lines.value[lines.value.length - 1]?.seq),
  };
}

/**
 * An act is shown by its outcome; its beginning alone, when there is none. Within a day by the time it was: the number
 * of what repeated is written a little after it.
 */
export function byDay(lines: readonly SecurityLine[]): Day[] {
  const ended = new Set(lines.map(({ of }) => of));
  const days = new Map<string, SecurityLine[]>();
  for (const line of lines) {
    if (ended.has(line.seq)) continue;
    const day = dayOf(line.at);
    const before = days.get(day);
    if (before) before.push(line);
    else days.set(day, [line]);
  }
  const later = (a: SecurityLine, b: SecurityLine) => Date.parse(b.at) - Date.parse(a.at) || b.seq - a.seq;
  return [...days].map(([day, some]) => ({ day, lines: some.sort(later) }));
}
