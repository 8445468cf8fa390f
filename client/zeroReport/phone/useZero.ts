import { computed, watch } from 'vue';
import type { ZeroPlan } from '../../../shared/zeroReport/contract.ts';
import { session } from '../../account/session.ts';
import { useLive } from '../../live/live.ts';
import { useClock, useOutbox, useRow, useRows, useSubmit } from '../../live/use.ts';
import { recall, remember } from '../../ui/remember.ts';
import { zone } from '../../ui/when.ts';
import { askedNow } from '../standing.ts';

const KEY = 'phone.zeroPlan';

/** What this village is asked now, how it stands, and filing it: with a signal or without. */
export function useZero() {
  const plan = useRow('zeroPlan', () => 'plan');
  const unit = useRow('unit', () => 'unit');
  const reports = useRows('zeroReport');
  const { items } = useOutbox();
  const { now, read, iso } = useClock();
  const submit = useSubmit();
  const live = useLive();
  const villageId = computed(() => session.value?.principal.villageId ?? '');
  const kept = keptPlan();
  const known = computed(() => plan.value ?? (unit.value ? null : kept));
  watch(plan, (row) => row && remember(KEY, JSON.stringify(row)), { immediate: true });

  const asked = computed(() => {
    const mine = reports.value.filter((report) => report.villageId === villageId.value);
    return askedNow(now.value || read(), known.value, mine, zone.value);
  });
  const queued = computed(() =>
    items.value.find(
      ({ type, body, book, state }) =>
        type === 'zeroReport.file' &&
        book === live.book &&
        state !== 'delivered' &&
        body.dueAt === asked.value?.dueAt,
    ),
  );

  async function file(words: string | null, safe: boolean): Promise<void> {
    if (!asked.value) return;
    const { dueAt } = asked.value;
    const body = { villageId: villageId.value, dueAt, words, safe, observedAt: iso(zone.value), proxy: null };
    await submit('zeroReport.file', body, { replaces: queued.value?.id }).saved;
  }
  return { asked, queued, now, plan: known, file };
}

/** The plan as this phone saw it last: what is due is known without a signal as well. */
function keptPlan(): ZeroPlan | null {
  try {
    return JSON.parse(recall(KEY) ?? 'null') as ZeroPlan | null;
  } catch {
    return null;
  }
}
