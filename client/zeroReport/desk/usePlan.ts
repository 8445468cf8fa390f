import { computed, ref, watch } from 'vue';
import { isoIn } from '../../../shared/time.ts';
import { DEFAULT_PLAN } from '../../../shared/zeroReport/plan.ts';
import { useClock, useRow } from '../../live/use.ts';
import { useGive } from '../../live/useGive.ts';
import { zone } from '../../ui/when.ts';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const HOUR_MS = 3_600_000;

/** The times of every day: what is typed, whether it can be, and giving it. */
export function usePlan() {
  const plan = useRow('zeroPlan', () => 'plan');
  const times = ref('');
  const remind = ref('');
  const acting = useGive();
  watch(
    plan,
    (row) => {
      times.value = (row?.times ?? DEFAULT_PLAN.times).join(' ');
      remind.value = String(row?.remindMinutes ?? DEFAULT_PLAN.remindMinutes);
    },
    { immediate: true },
  );
  const typed = computed(() => times.value.split(/[\s,，、]+/).filter((time) => time !== ''));
  const timesRight = computed(() => typed.value.length <= 6 && typed.value.every((time) => CLOCK.test(time)));
  const remindRight = computed(() => isWhole(remind.value, 0, 120));

  async function save(): Promise<void> {
    if (timesRight.value && remindRight.value)
      await acting.give('zeroReport.plan', { times: typed.value, remindMinutes: Number(remind.value) });
  }
  return { times, remind, timesRight, remindRight, acting, save };
}

/** Asking more often for a while, and no longer. */
export function useDemand() {
  const plan = useRow('zeroPlan', () => 'plan');
  const { read, now } = useClock();
  const every = ref('120');
  const hours = ref('24');
  const reason = ref('');
  const tried = ref(false);
  const acting = useGive();
  const everyRight = computed(() => isWhole(every.value, 30, 720));
  const hoursRight = computed(() => isWhole(hours.value, 1, 360));
  const running = computed(() => {
    const extra = plan.value?.extra ?? null;
    return extra && Date.parse(extra.until) > now.value ? extra : null;
  });

  async function go(): Promise<void> {
    tried.value = true;
    const why = reason.value.trim();
    if (why === '' || !everyRight.value || !hoursRight.value) return;
    const until = isoIn(read() + Number(hours.value) * HOUR_MS, zone.value);
    const body = { everyMinutes: Number(every.value), until, reason: why };
    const given = running.value
      ? acting.give('zeroReport.endDemand', { reason: why })
      : acting.give('zeroReport.demand', body);
    if (!(await given)) return;
    reason.value = '';
    tried.value = false;
  }
  return { every, hours, reason, tried, everyRight, hoursRight, running, acting, go };
}

function isWhole(text: string, low: number, high: number): boolean {
  return /^\d{1,4}$/.test(text.trim()) && Number(text) >= low && Number(text) <= high;
}
