import * as z from 'zod/mini';
import type { Day } from '../days.ts';
import type { By } from '../entry.ts';
import { rowId, words } from '../primitives.ts';
import type { Sentence } from '../refusal.ts';

/** What a duty room hands over beside its matters, in the order of the form. */
export const EQUIPMENT = [
  'phone',
  'fax',
  'video',
  'network',
  'power',
  'radio',
  'satphone',
  'keys',
  'recorder',
  'vehicle',
] as const;
export type EquipmentName = (typeof EQUIPMENT)[number];

export const equipmentNames: Readonly<Record<EquipmentName, Sentence>> = {
  phone: { zh: '值班电话', en: 'Duty telephone' },
  fax: { zh: '传真', en: 'Fax' },
  video: { zh: '视频会商', en: 'Video link' },
  network: { zh: '网络', en: 'Network' },
  power: { zh: '应急电源', en: 'Emergency power' },
  radio: { zh: '对讲机', en: 'Radios' },
  satphone: { zh: '卫星电话', en: 'Satellite phone' },
  keys: { zh: '车辆钥匙', en: 'Vehicle keys' },
  recorder: { zh: '执法记录仪', en: 'Body recorder' },
  vehicle: { zh: '值班车辆', en: 'Duty vehicle' },
};

/** In order, at fault (the note says how), or the office has none. */
export const CONDITIONS_OF_EQUIPMENT = ['ok', 'fault', 'none'] as const;
const condition = z.enum(CONDITIONS_OF_EQUIPMENT);
export type Condition = z.infer<typeof condition>;
export type Equipment = Readonly<Record<EquipmentName, Condition>>;

const equipment = z.strictObject({
  ...{ phone: condition, fax: condition, video: condition, network: condition, power: condition },
  ...{ radio: condition, satphone: condition, keys: condition, recorder: condition, vehicle: condition },
});

/** The id of a handover is that of the shift that goes. */
const handoverId = { handoverId: rowId };
/** `onBehalf` are the words of somebody who has no account or is not here, written down by one of his side. */
const signature = { ...handoverId, onBehalf: z.nullable(words(200)) };
const post = z.enum(['primary', 'second']);

export const commands = {
  /** 交班草稿: at any time since the shift began. What is open is compiled anew each time somebody looks. */
  'handover.draft': z.strictObject({
    ...handoverId,
    summary: words(2000),
    equipment,
    equipmentNote: z.nullable(words(500)),
  }),
  /** One of those who go signs. When all of them have, what is open is copied and it is handed. */
  'handover.hand': z.strictObject({ ...signature, post }),
  /** One of those who come signs. Until all of them have, those who go are responsible. */
  'handover.accept': z.strictObject({ ...signature, post }),
  /** The leader of the shift that goes (`out`) or of the one that comes (`in`) signs at last. */
  'handover.confirm': z.strictObject({ ...signature, side: z.enum(['out', 'in']) }),
  /** Something came up after it was handed and before it was accepted: back to the draft, without signatures. */
  'handover.recall': z.strictObject({ ...handoverId, reason: words(300) }),
  /** By the clock alone: the next shift has begun and nobody has accepted; and: it is long over. */
  'handover.noteLate': z.strictObject({ ...handoverId }),
  'handover.archive': z.strictObject({ ...handoverId }),
} as const;

/** draft → handed → accepted → confirmed (docs/rules.md, "Handover"). */
export const HANDOVER_STATES = ['draft', 'handed', 'accepted', 'confirmed'] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

export const handoverStates: Readonly<Record<HandoverState, Sentence>> = {
  draft: { zh: '草稿', en: 'Draft' },
  handed: { zh: '已交班', en: 'Handed over' },
  accepted: { zh: '已接班', en: 'Accepted' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
};

export const SIGNATURES = ['outPrimary', 'outSecond', 'inPrimary', 'inSecond', 'leader'] as const;
export type SignatureName = (typeof SIGNATURES)[number];

/** Who signed, by whose account, and the words when it was on his behalf. */
export interface Signature {
  readonly by: By;
  readonly at: string;
  /** Of the duty list. */
  readonly personId: string;
  /** His name and office at that time: the sheet must stay readable when the list has changed. */
  readonly name: string;
  readonly post: string;
  readonly onBehalf: string | null;
}

/** One change of the duty room's shift. */
export interface Handover {
  /** The id of the shift that goes. */
  readonly id: string;
  readonly outShiftId: string;
  /** Null while the next shift is not published. */
  readonly inShiftId: string | null;
  /** The day on which the shift that goes began, and when it is over. */
  readonly day: Day;
  readonly endsAt: string;
  readonly state: HandoverState;
  /** 本班情况摘要; null when only the clock has spoken yet. */
  readonly summary: string | null;
  readonly equipment: Equipment | null;
  readonly equipmentNote: string | null;
  readonly signatures: Readonly<Record<SignatureName, Signature | null>>;
  readonly handedAt: string | null;
  readonly acceptedAt: string | null;
  readonly confirmedAt: string | null;
  /** How many open items were handed over; null before. */
  readonly itemCount: number | null;
  /** The entry in which they were copied: `seq` of its items. */
  readonly handedSeq: number | null;
  /** When the clock noted that nobody had accepted in time. */
  readonly lateAt: string | null;
  readonly recalls: number;
  readonly seq: number;
}

/** Something that is not done, whatever noun it comes of. */
export interface OpenEntry {
  /** The same for the same thing at every compilation: `incident/…`. */
  readonly key: string;
  /** The noun it comes of. */
  readonly kind: string;
  readonly about: { readonly table: string; readonly id: string } | null;
  readonly title: Sentence;
  readonly since: string;
  readonly dueAt: string | null;
  readonly owner: string | null;
  readonly progress: Sentence | null;
  readonly next: string | null;
}

/** An open entry as it was at the moment of handing: never changed afterwards. */
export interface HandoverItem extends OpenEntry {
  readonly id: string;
  readonly handoverId: string;
  /** Its place on the sheet, from 1. */
  readonly order: number;
  readonly seq: number;
}

/** The id of the n-th item of a handing, from 1. */
export function itemIdOf(handedSeq: number, order: number): string {
  return `${handedSeq}-item-${order}`;
}
