import { computed, onMounted, ref, watch, type Ref } from 'vue';
import { isRefusal, type Refusal } from '../../../../shared/refusal.ts';
import { findSession } from '../../../account/session.ts';
import { useRetryAfter } from '../../../account/useRetryAfter.ts';
import { proposeAccounts } from './accounts/firstAccounts.ts';
import { problemsOf, type Problems } from './checks.ts';
import {
  emptyDraft,
  forgetDraft,
  keepDraft,
  mayGo,
  readDraft,
  STEPS,
  type Draft,
  type Step,
} from './draft.ts';
import { checkCode, comeIn, keptVillages, makeAll, placesOf } from './makeAll.ts';

/** The first set-up as a screen sees it: what is filled in, what is wrong with it, and going on. */
export function useSetup(giveUp: () => void) {
  const draft = ref<Draft>(readDraft() ?? emptyDraft());
  const busy = ref(false);
  const { tried, refusal, problems, atFoot } = useProblems(draft);
  const wait = useRetryAfter(refusal);

  watch(draft, (now) => keepDraft(now), { deep: true });
  onMounted(async () => {
    if (!draft.value.isMade || (await findSession()) === 'in') return;
    if (await comeIn(draft.value)) finish(giveUp);
  });

  function go(to: Step): void {
    if (!mayGo(draft.value, to, Object.keys(problemsOf(draft.value)).length === 0)) return;
    tried.value = false;
    refusal.value = null;
    draft.value.step = to;
  }

  /** On to the next step, after whatever the present one has to do at the server. */
  async function next(): Promise<void> {
    tried.value = true;
    refusal.value = null;
    if (busy.value || wait.value || Object.keys(problems.value).length > 0) return;
    busy.value = true;
    refusal.value = await act(draft.value);
    busy.value = false;
    const to = STEPS[STEPS.indexOf(draft.value.step) + 1];
    if (!refusal.value && to) go(to);
    else if (problems.value.code && !draft.value.isMade) draft.value.step = 'code';
  }

  /** Nothing of it stays in this browser. */
  function finish(then: () => void): void {
    forgetDraft();
    then();
  }

  return { draft, problems, atFoot, busy, wait, go, next, finish };
}

/** What is wrong, here or by the server's word, by place; `atFoot` is what belongs to no field. */
function useProblems(draft: Ref<Draft>) {
  const tried = ref(false);
  const refusal = ref<Refusal | null>(null);
  const places = computed(() => (refusal.value ? placesOf(refusal.value, draft.value.accounts) : []));
  const problems = computed<Problems>(() => {
    const found = tried.value ? { ...problemsOf(draft.value) } : {};
    for (const place of places.value) found[place] = refusal.value!;
    return found;
  });
  const atFoot = computed(() => (places.value.length === 0 ? refusal.value : null));
  return { tried, refusal, problems, atFoot };
}

/** What leaving a step has to do; the draft takes what the server says. */
async function act(draft: Draft): Promise<Refusal | null> {
  if (draft.step === 'code') return checkTheCode(draft);
  if (draft.step === 'unit') draft.accounts = proposeAccounts(draft);
  if (draft.step !== 'accounts') return null;
  const { wasSent } = draft;
  draft.wasSent = true;
  const no = await makeAll(draft, wasSent);
  if (no && no.code !== 'unavailable') draft.wasSent = wasSent;
  if (!no) draft.isMade = true;
  return no;
}

async function checkTheCode(draft: Draft): Promise<Refusal | null> {
  const checked = await checkCode(draft.code.trim());
  if (isRefusal(checked)) return checked;
  const { unit } = checked;
  draft.isKept = unit !== null;
  if (unit) draft.unit = { name: unit.name, code: '', superior: '', villages: keptVillages(unit) };
  return null;
}
