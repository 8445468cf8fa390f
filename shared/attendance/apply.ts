import type { Appliers } from '../noun.ts';
import type { Post } from '../pattern/contract.ts';
import type { Mark, Sign } from './contract.ts';

interface Whose {
  shiftId: string;
  personId: string;
  post: Post | null;
  /** When the shift ends. */
  endsAt: string;
}

/** What can happen to attendance. */
export interface AttendanceEvents {
  'attendance.signed': Whose & {
    kind: Sign;
    early: number | null;
    late: number | null;
    mark: Mark | null;
    onBehalf: string | null;
  };
  'attendance.missed': Whose;
  'attendance.acknowledged': { words: string };
  'attendance.archived': object;
}

export const apply: Appliers<AttendanceEvents> = {
  'attendance.signed'(rows, event, { at, by, seq }) {
    const { id, shiftId, personId, post, endsAt, kind, early, late, mark, onBehalf } = event;
    const said = { shiftId, personId, post, endsAt, kind, early, late, mark, onBehalf };
    rows.put('attendance', { id, ...said, at, by, handled: null, seq });
  },
  'attendance.missed'(rows, { id, shiftId, personId, post, endsAt }, { at, by, seq }) {
    const none = { early: null, late: null, mark: null, onBehalf: null, handled: null };
    rows.put('attendance', { id, shiftId, personId, post, endsAt, kind: 'missing', at, by, ...none, seq });
  },
  'attendance.acknowledged'(rows, { id, words }, { at, by, seq }) {
    rows.set('attendance', id, { handled: { by, at, words }, seq });
  },
  'attendance.archived'(rows, { id }) {
    rows.drop('attendance', id);
  },
};
