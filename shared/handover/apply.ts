import type { Day } from '../days.ts';
import type { Appliers } from '../noun.ts';
import type { Rows } from '../world.ts';
import { itemIdOf, type Equipment, type Handover, type OpenEntry, type SignatureName } from './contract.ts';
import type { Signed } from './sides.ts';

/** Which shifts it is about, as far as they are published. */
interface Between {
  inShiftId: string | null;
  day: Day;
  endsAt: string;
}

/** What can happen to a handover. */
export interface HandoverEvents {
  'handover.drafted': Between & Pick<Handover, 'summary' | 'equipmentNote'> & { equipment: Equipment };
  'handover.signed': Signed & { slot: SignatureName };
  /** All of those who go have signed: what was open at that moment, in the order of the sheet. */
  'handover.handed': { inShiftId: string; items: readonly OpenEntry[] };
  'handover.accepted': object;
  'handover.confirmed': object;
  'handover.recalled': { reason: string };
  'handover.lateNoted': Between;
  'handover.archived': object;
}

export const apply: Appliers<HandoverEvents> = {
  'handover.drafted'(rows, { id, summary, equipment, equipmentNote, ...between }, { seq }) {
    const said = { summary, equipment, equipmentNote };
    rows.put('handover', { ...begun(rows, id, between), ...said, seq });
  },
  'handover.signed'(rows, { id, slot, personId, name, post, onBehalf }, { at, by, seq }) {
    const handover = rows.get('handover', id);
    if (!handover) return;
    const signature = { by, at, personId, name, post, onBehalf };
    rows.set('handover', id, { signatures: { ...handover.signatures, [slot]: signature }, seq });
  },
  'handover.handed'(rows, { id, inShiftId, items }, { at, seq }) {
    const handed = { handedAt: at, itemCount: items.length, handedSeq: seq };
    rows.set('handover', id, { state: 'handed', inShiftId, ...handed, seq });
    for (const [n, item] of items.entries()) {
      const order = n + 1;
      rows.put('handoverItem', { ...item, id: itemIdOf(seq, order), handoverId: id, order, seq });
    }
  },
  'handover.accepted'(rows, { id }, { at, seq }) {
    rows.set('handover', id, { state: 'accepted', acceptedAt: at, seq });
  },
  'handover.confirmed'(rows, { id }, { at, seq }) {
    rows.set('handover', id, { state: 'confirmed', confirmedAt: at, seq });
  },
  'handover.recalled'(rows, { id }, { seq }) {
    const handover = rows.get('handover', id);
    if (!handover) return;
    dropItems(rows, handover);
    const recalls = handover.recalls + 1;
    rows.set('handover', id, { state: 'draft', ...unsigned, recalls, seq });
  },
  'handover.lateNoted'(rows, { id, inShiftId, day, endsAt }, { at, seq }) {
    rows.put('handover', { ...begun(rows, id, { inShiftId, day, endsAt }), lateAt: at, seq });
  },
  'handover.archived'(rows, { id }) {
    const handover = rows.get('handover', id);
    if (handover) dropItems(rows, handover);
    rows.drop('handover', id);
  },
};

const unsigned: Pick<Handover, 'signatures' | 'handedAt' | 'itemCount' | 'handedSeq'> = {
  signatures: { outPrimary: null, outSecond: null, inPrimary: null, inSecond: null, leader: null },
  handedAt: null,
  itemCount: null,
  handedSeq: null,
};

/** The row as it is, or a new one; between which shifts it is may have become known since. */
function begun(rows: Rows, id: string, { inShiftId, day, endsAt }: Between): Handover {
  const fresh: Handover = {
    ...{ id, outShiftId: id, inShiftId, day, endsAt, state: 'draft' },
    ...{ summary: null, equipment: null, equipmentNote: null, ...unsigned },
    ...{ acceptedAt: null, confirmedAt: null, lateAt: null, recalls: 0, seq: 0 },
  };
  return { ...(rows.get('handover', id) ?? fresh), inShiftId };
}

function dropItems(rows: Rows, { handedSeq, itemCount }: Handover): void {
  if (handedSeq === null) return;
  for (let order = 1; order <= (itemCount ?? 0); order += 1)
    rows.drop('handoverItem', itemIdOf(handedSeq, order));
}
