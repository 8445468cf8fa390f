import { shallowReactive, watch } from 'vue';
import type { BodyOf, CommandType } from '../../../shared/catalogue.ts';
import type { Sentence } from '../../../shared/refusal.ts';
import { useOutbox, useSubmit, useWorld } from '../../live/use.ts';
import type { LiveWorld } from '../../live/world.ts';
import { actWords } from './words.ts';

/** How the signing of one report goes. */
export interface Signing {
  readonly busy: boolean;
  readonly problem: Sentence | null;
}

/**
 * 签收 and 并入 from the rows of the inbox and from the keyboard, several at once, each with what is to be said
 * beside its button.
 */
export function useSigning() {
  const submit = useSubmit();
  const outbox = useOutbox();
  const world = useWorld();
  const states = shallowReactive(new Map<string, Signing>());

  async function give<T extends CommandType>(reportId: string, type: T, body: BodyOf<T>): Promise<boolean> {
    if (states.get(reportId)?.busy) return false;
    const sending = submit(type, body);
    const note = () =>
      states.set(reportId, { busy: true, problem: sending.fault.value ? actWords.waits : null });
    const stop = watch(sending.fault, note, { immediate: true });
    const item = await sending.answered;
    stop();
    if (item.state === 'refused') {
      states.set(reportId, { busy: false, problem: item.refusal });
      await outbox.discard(item.id);
      return false;
    }
    await seen(world, item.seq ?? 0);
    states.delete(reportId);
    return true;
  }

  return {
    of: (reportId: string): Signing | undefined => states.get(reportId),
    sign: (reportId: string) => give(reportId, 'report.acknowledge', { reportId }),
    join: (reportId: string, incidentId: string) => give(reportId, 'report.join', { reportId, incidentId }),
  };
}
/** The rows show what was accepted: until then a button stays busy, so that nobody presses twice. */
function seen(world: LiveWorld, seq: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = watch(
      world.moved,
      (now) => {
        if (now < seq) return;
        resolve();
        queueMicrotask(() => stop());
      },
      { immediate: true },
    );
  });
}

export type SigningDesk = ReturnType<typeof useSigning>;
