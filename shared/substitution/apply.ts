import type { Appliers } from '../noun.ts';
import type { Move, Substitution } from './contract.ts';

/** What can happen to a substitution. */
export interface SubstitutionEvents {
  'substitution.asked': { kind: 'swap' | 'substitute'; moves: readonly Move[]; reason: string };
  'substitution.consented': { onBehalf: string | null };
  'substitution.approved': { moves: readonly Move[] };
  'substitution.declined': { reason: string };
  'substitution.ordered': { move: Move; reason: string };
  'substitution.noted': { personId: string };
  'substitution.lapsed': object;
  'substitution.archived': object;
}

export const apply: Appliers<SubstitutionEvents> = {
  'substitution.asked'(rows, { id, kind, moves, reason }, { at, by, seq }) {
    rows.put('substitution', {
      ...{ id, kind, moves, reason, ...open, state: 'asked' },
      ...{ askedAt: at, askedBy: by, seq },
    });
  },
  'substitution.consented'(rows, { id, onBehalf }, { at, by, seq }) {
    rows.set('substitution', id, { state: 'consented', consent: { by, at, onBehalf }, seq });
  },
  'substitution.approved'(rows, { id, moves }, { at, by, seq }) {
    const approval = { by, at, onBehalf: null };
    rows.set('substitution', id, { state: 'approved', moves, approval, endedAt: at, madeSeq: seq, seq });
  },
  'substitution.declined'(rows, { id, reason }, { at, seq }) {
    rows.set('substitution', id, { state: 'declined', refusal: reason, endedAt: at, seq });
  },
  'substitution.ordered'(rows, { id, move, reason }, { at, by, seq }) {
    rows.put('substitution', {
      ...{ id, kind: 'order', moves: [move], reason, ...open, state: 'approved' },
      ...{ askedAt: at, askedBy: by, approval: { by, at, onBehalf: null }, endedAt: at, madeSeq: seq, seq },
    });
  },
  'substitution.noted'(rows, { id, personId }, { at, seq }) {
    const noted = rows.get('substitution', id)?.noted;
    rows.set('substitution', id, { noted: { ...noted, [personId]: at }, seq });
  },
  'substitution.lapsed'(rows, { id }, { at, seq }) {
    rows.set('substitution', id, { state: 'lapsed', endedAt: at, seq });
  },
  'substitution.archived'(rows, { id }) {
    rows.drop('substitution', id);
  },
};

const open: Pick<Substitution, 'consent' | 'approval' | 'refusal' | 'endedAt' | 'noted' | 'madeSeq'> = {
  ...{ consent: null, approval: null, refusal: null, endedAt: null },
  noted: {},
  madeSeq: 0,
};
