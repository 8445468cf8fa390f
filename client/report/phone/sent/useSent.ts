import { computed, type ComputedRef } from 'vue';
import { useLive } from '../../../live/live.ts';
import { useOutbox, useRows } from '../../../live/use.ts';
import { sentOf, type Sent } from './sent.ts';

/** My reports, followed. */
export function useSent(): ComputedRef<readonly Sent[]> {
  const reports = useRows('report');
  const { items, files } = useOutbox();
  const live = useLive();
  return computed(() => sentOf(reports.value, items.value, files.value, live.account ?? ''));
}
