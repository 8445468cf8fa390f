import { reactive, watch } from 'vue';
import type { Report } from '../../../../shared/report/contract.ts';
import type { CallDraft } from '../call/callDraft.ts';
import { useKept } from '../useKept.ts';
import { draftOf } from './correction.ts';

/**
 * A correction that is being written: filled from the report, or as it was left. Kept until it is sent or given up.
 * `now` is in milliseconds.
 */
export function useCorrection(report: Report, now: number) {
  const reason = useKept(`report.correct.reason.${report.id}`);
  const fields = useKept(`report.correct.${report.id}.${report.seq}`);
  const draft = reactive<CallDraft>({ ...draftOf(report, now), ...read(fields.text.value) });
  watch(draft, () => (fields.text.value = JSON.stringify(draft)), { deep: true });

  function forget(): void {
    reason.forget();
    fields.forget();
  }
  return { draft, reason: reason.text, forget };
}

function read(text: string): Partial<CallDraft> {
  try {
    return text === '' ? {} : (JSON.parse(text) as Partial<CallDraft>);
  } catch {
    return {};
  }
}
