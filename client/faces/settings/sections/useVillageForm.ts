import { computed, reactive, ref } from 'vue';
import { boundsOf, isOnEarth, middleOf, type Point } from '../../../../shared/geo.ts';
import type { Village } from '../../../../shared/village/contract.ts';
import { newId } from '../../../live/newId.ts';
import { useGive } from '../../../live/useGive.ts';
import { say } from '../../../ui/language.ts';
import { words } from '../words.ts';

/** A village while it is typed: `village` is the one renamed, null for a new one. */
export function useVillageForm(village: Village | null, villages: readonly Village[], done: () => void) {
  const fields = reactive({
    ...{ name: village?.name ?? '', alias: village?.alias ?? '' },
    ...{ code: '', position: '' },
  });
  const tried = ref(false);
  const { give, busy, refusal, waiting } = useGive();

  const errors = computed(() => {
    const wrong: Partial<Record<keyof typeof fields, string>> = {};
    if (refusal.value) wrong.name = say(refusal.value);
    if (!tried.value) return wrong;
    if (fields.name.trim() === '') wrong.name = say(words.needed);
    if (fields.code !== '' && !/^\d{12}$/.test(fields.code.trim())) wrong.code = say(words.codeForm);
    if (fields.position.trim() !== '' && !pointOf(fields.position)) wrong.position = say(words.positionForm);
    return wrong;
  });

  async function save(): Promise<void> {
    tried.value = true;
    const blocking = { ...errors.value };
    if (refusal.value && fields.name.trim() !== '') delete blocking.name;
    if (busy.value || Object.keys(blocking).length > 0) return;
    const alias = fields.alias.trim() === '' ? null : fields.alias.trim();
    const id = village
      ? await give(
          'village.rename',
          { villageId: village.id, name: fields.name.trim(), alias },
          { ifSeq: village.seq },
        )
      : await give('village.add', { ...added(fields, villages), alias });
    if (id !== null) done();
  }

  return { fields, errors, busy, waiting, save };
}

/** A position as people copy it, `42.352, 120.803`; null for anything else. */
export function pointOf(typed: string): Point | null {
  const [, lat, lng] = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(typed) ?? [];
  const point = { lat: Number(lat), lng: Number(lng) };
  return lat !== undefined && lng !== undefined && isOnEarth(point) ? point : null;
}

function added(fields: { name: string; code: string; position: string }, villages: readonly Village[]) {
  const point = pointOf(fields.position);
  const middle = boundsOf(villages.map(({ position }) => position));
  return {
    id: newId(),
    code: fields.code.trim() === '' ? null : fields.code.trim(),
    name: fields.name.trim(),
    position: point ?? (middle ? middleOf(middle) : { lat: 0, lng: 0 }),
    surveyed: point !== null,
  };
}
