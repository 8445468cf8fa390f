import { EXAMPLE_TOWNSHIP } from '../../../../shared/unit/example.ts';
import type { Point } from '../../../../shared/geo.ts';

/** The steps of the first set-up, in their order. */
export const STEPS = ['code', 'unit', 'accounts', 'map', 'security', 'done'] as const;
export type Step = (typeof STEPS)[number];

/** A village as it is filled in; without a position it gets a placeholder. */
export interface VillageDraft {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  /** The other spelling in use. */
  readonly alias: string | null;
  readonly position: Point | null;
  /** Whether the position is a real one. */
  readonly surveyed: boolean;
}

export type FirstRole = 'administrator' | 'dutyOfficer' | 'leader' | 'villageLiaison';

/** One of the first accounts. `key` names its row. */
export interface AccountDraft {
  readonly key: string;
  readonly role: FirstRole;
  readonly villageId: string | null;
  readonly slot: 'A' | 'B' | null;
  name: string;
  post: string;
  signInName: string;
  password: string;
}

/** Everything that was filled in so far. */
export interface Draft {
  step: Step;
  code: string;
  unit: { name: string; code: string; superior: string; villages: VillageDraft[] };
  /** The unit of an earlier, interrupted set-up stands and cannot be changed here. */
  isKept: boolean;
  accounts: AccountDraft[];
  /** How many liaisons each village gets. */
  perVillage: '0' | '1' | '2';
  /** Unit and accounts stand at the server: the first three steps are over for good. */
  isMade: boolean;
  /** It was handed in, though perhaps no answer came. */
  wasSent: boolean;
}

export function emptyDraft(): Draft {
  return {
    step: 'code',
    code: '',
    unit: { name: '', code: '', superior: '', villages: [] },
    isKept: false,
    accounts: [],
    perVillage: '2',
    isMade: false,
    wasSent: false,
  };
}

/** The unit that is offered to look around with. */
export function exampleUnit(): Draft['unit'] {
  const { name, code, superior, villages } = EXAMPLE_TOWNSHIP;
  return { name, code: code ?? '', superior, villages: villages.map((village) => ({ ...village })) };
}

/**
 * Whether somebody may go from where the draft is to a step: back freely until the accounts are made, afterwards
 * among the later steps alone; forward one at a time, once `isReady` says that the present one is filled in.
 */
export function mayGo(draft: Pick<Draft, 'step' | 'isMade'>, to: Step, isReady: boolean): boolean {
  const [from, target] = [STEPS.indexOf(draft.step), STEPS.indexOf(to)];
  if (draft.isMade && target < STEPS.indexOf('map')) return false;
  if (!draft.isMade && target > STEPS.indexOf('accounts')) return false;
  return target < from || (target === from + 1 && isReady);
}

const KEY = 'setup.draft';

/** Kept for this tab alone, so that a reload loses nothing; passwords are gone with the tab or when it is done. */
export function keepDraft(draft: Draft): boolean {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** What this tab kept; null when there is nothing, or nothing that can be read. */
export function readDraft(): Draft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Draft> | null;
    if (!kept || !STEPS.includes(kept.step as Step)) return null;
    return { ...emptyDraft(), ...kept };
  } catch {
    return null;
  }
}

export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept, so there is nothing to forget.
    return;
  }
}
