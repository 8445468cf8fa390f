import { ref } from 'vue';
import type { Point } from '../../shared/geo.ts';
import { useSubmit, useWorld } from '../live/use.ts';
import { say } from '../ui/language.ts';
import { toast } from '../ui/toast.ts';
import { words } from './words.ts';

/**
 * The mode in which villages are dragged to where they really are. Each drop is a command, told in a toast with the
 * way back: pinning at the old place.
 */
export function usePinning() {
  const submit = useSubmit();
  const world = useWorld();
  const pinning = ref(false);

  async function pin(villageId: string, position: Point): Promise<void> {
    const village = world.row('village', villageId);
    if (!village) return;
    const { name, position: before } = village;
    const refusal = await put(villageId, position, name);
    if (refusal !== null) return void toast(say(words.notPinned, { name, why: refusal }));
    const undo = async () => {
      const why = await put(villageId, before, name);
      toast(why === null ? say(words.putBack, { name }) : say(words.notPinned, { name, why }));
    };
    toast(say(words.pinned, { name }), { undo: () => void undo() });
  }

  /** Null when it was done, else why not. */
  async function put(villageId: string, position: Point, name: string): Promise<string | null> {
    const sending = submit('village.pin', { villageId, position });
    await sending.saved;
    if (sending.fault.value) toast(say(words.pinWaits, { name }));
    const { refusal } = await sending.answered;
    return refusal === null ? null : say(refusal);
  }

  return { pinning, pin };
}
