import { computed, reactive, ref, watch } from 'vue';
import type { Urgency } from '../../../../shared/kind.ts';
import { retentionDays, type Unit } from '../../../../shared/unit/contract.ts';
import { useGive } from '../../../live/useGive.ts';
import { useRow } from '../../../live/use.ts';
import { say } from '../../../ui/language.ts';
import { words } from '../words.ts';

interface Fields {
  name: string;
  superior: string;
  dutyPhone: string;
  minutes: string;
  alarmFrom: string;
  retention: string;
}

/** The settings of the unit while they are typed. Only what differs is given, so two people may change two things. */
export function useUnitForm() {
  const unit = useRow('unit', () => 'unit');
  const { give, busy, refusal, waiting, forget } = useGive();
  const fields = reactive<Fields>(fieldsOf(unit.value));
  const tried = ref(false);
  const saved = ref(false);
  const errors = computed(() => (tried.value ? problemsOf(fields) : {}));

  watch(fields, () => {
    saved.value = false;
    if (!busy.value) forget();
  });

  async function save(): Promise<void> {
    tried.value = true;
    if (busy.value || Object.keys(errors.value).length > 0) return;
    const done = await give('unit.change', changesOf(fields, unit.value));
    saved.value = done !== null;
  }

  return { fields, errors, busy, refusal, waiting, saved, save };
}

function fieldsOf(unit: Unit | undefined): Fields {
  return {
    name: unit?.name ?? '',
    superior: unit?.superior ?? '',
    dutyPhone: unit?.dutyPhone ?? '',
    minutes: String(unit?.acknowledgeMinutes ?? 5),
    alarmFrom: unit?.alarmFrom ?? 'urgent',
    retention: String(retentionDays(unit)),
  };
}

function problemsOf(fields: Fields): Partial<Record<keyof Fields, string>> {
  const { name, superior, dutyPhone, minutes, retention } = fields;
  const wrong: Partial<Record<keyof Fields, string>> = {};
  if (name.trim() === '') wrong.name = say(words.needed);
  if (superior.trim() === '') wrong.superior = say(words.needed);
  if (dutyPhone.trim() !== '' && !/^[0-9+ -]{3,20}$/.test(dutyPhone.trim()))
    wrong.dutyPhone = say(words.phoneForm);
  const number = Number(minutes);
  if (!/^\d{1,3}$/.test(minutes.trim()) || number < 1 || number > 120) wrong.minutes = say(words.minutesForm);
  const days = Number(retention);
  if (!/^\d{2,5}$/.test(retention.trim()) || days < 30 || days > 36_500)
    wrong.retention = say(words.retentionForm);
  return wrong;
}

function changesOf(fields: Fields, unit: Unit | undefined) {
  const wanted = {
    name: fields.name.trim(),
    superior: fields.superior.trim(),
    dutyPhone: fields.dutyPhone.trim() === '' ? null : fields.dutyPhone.trim(),
    acknowledgeMinutes: Number(fields.minutes),
    alarmFrom: fields.alarmFrom as Urgency,
    retentionDays: Number(fields.retention),
  };
  const before = { ...unit, retentionDays: retentionDays(unit) };
  const changed = Object.entries(wanted).filter(([name, value]) => before[name as keyof Unit] !== value);
  return Object.fromEntries(changed) as Partial<typeof wanted>;
}
