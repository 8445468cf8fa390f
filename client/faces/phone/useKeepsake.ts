import { computed, watch } from 'vue';
import { session } from '../../account/session.ts';
import { useRow } from '../../live/use.ts';
import { recall, remember } from '../../ui/remember.ts';
import { setZone, zone } from '../../ui/when.ts';

/** What the head of the page and the call button need when nothing could be loaded: office facts, nobody's own. */
interface Keepsake {
  readonly village: string | null;
  readonly unit: string | null;
  readonly phone: string | null;
  readonly zone: string;
}
const KEY = 'phone.keepsake';

/** Village, unit and the duty room's number: from the rows, or as this phone saw them last. */
export function useKeepsake() {
  const unit = useRow('unit', () => 'unit');
  const village = useRow('village', () => session.value?.principal.villageId);
  const kept = read();
  if (kept) setZone(kept.zone);
  const shown = computed<Keepsake>(() => ({
    village: village.value?.name ?? (unit.value ? null : (kept?.village ?? null)),
    unit: unit.value?.name ?? kept?.unit ?? null,
    phone: unit.value ? unit.value.dutyPhone : (kept?.phone ?? null),
    zone: unit.value?.zone ?? kept?.zone ?? zone.value,
  }));
  watch(
    shown,
    (now) => {
      if (!unit.value) return;
      setZone(now.zone);
      remember(KEY, JSON.stringify({ ...now, villageId: session.value?.principal.villageId }));
    },
    { immediate: true },
  );
  return shown;
}

/** Kept for the village of whoever is signed in: another liaison's is of no use. */
function read(): Keepsake | null {
  try {
    const kept = JSON.parse(recall(KEY) ?? 'null') as (Keepsake & { villageId?: string }) | null;
    return kept?.villageId === session.value?.principal.villageId ? kept : null;
  } catch {
    return null;
  }
}
