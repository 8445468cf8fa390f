import type { Point } from '../../../../shared/geo.ts';
import { KINDS, type KindCode, type Urgency } from '../../../../shared/kind.ts';
import type { Casualties } from '../../../../shared/primitives.ts';
import type { Sentence } from '../../../../shared/refusal.ts';
import type { Channel } from '../../../../shared/report/contract.ts';
import { msOf } from '../../../../shared/time.ts';
import type { BodyOf } from '../../../../shared/catalogue.ts';
import { readTime } from '../time.ts';
import { callWords } from '../words.ts';

export const COUNTED = ['dead', 'missing', 'severe', 'minor', 'trapped', 'evacuated'] as const;
type Counted = (typeof COUNTED)[number];

/** What somebody has written of a call so far, as it stands in the fields. Plain text: it is kept across reloads. */
export interface CallDraft {
  channel: Exclude<Channel, 'app'>;
  villageId: string | null;
  villageText: string;
  kind: KindCode | '';
  kindText: string;
  /** Empty while the kind decides. */
  urgency: Urgency | '';
  words: string;
  unit: string;
  name: string;
  post: string;
  phone: string;
  detail: string;
  point: Point | null;
  receivedAt: string;
  happenedAt: string;
  foundAt: string;
  counts: Record<Counted, string>;
}
export type Problems = { readonly [F in keyof CallDraft]?: Sentence };

/** @param receivedAt when the form was opened, as a clock shows it: that is when the desk heard it */
export function emptyDraft(receivedAt: string): CallDraft {
  return {
    ...{ channel: 'phone', villageId: null, villageText: '', kind: '', kindText: '', urgency: '' },
    ...{ words: '', unit: '', name: '', post: '', phone: '', detail: '', point: null },
    ...{ receivedAt, happenedAt: '', foundAt: '' },
    counts: { dead: '', missing: '', severe: '', minor: '', trapped: '', evacuated: '' },
  };
}

/** Whether nothing worth keeping was written yet. */
export function isUntouched(draft: CallDraft): boolean {
  const { words, unit, name, post, phone, detail, villageText, kindText, happenedAt, foundAt } = draft;
  const written = [words, unit, name, post, phone, detail, villageText, kindText, happenedAt, foundAt];
  const counted = COUNTED.map((name) => draft.counts[name]);
  return draft.point === null && [...written, ...counted].every((text) => text.trim() === '');
}

export function urgencyOf({ urgency, kind }: CallDraft): Urgency {
  return urgency || (kind === '' ? 'routine' : KINDS[kind].urgency);
}

interface At {
  /** Milliseconds since 1970 by the book's clock. */
  readonly now: number;
  readonly zone: string;
}

/** What must be put right before it can be logged, by field; empty when it can. */
export function problemsOf(draft: CallDraft, { now, zone }: At): Problems {
  const problems: { [F in keyof CallDraft]?: Sentence } = {};
  if (draft.villageId === null && (draft.point === null || draft.villageText.trim() !== ''))
    problems.villageId = callWords.needPlace;
  if (draft.kind === '') problems.kind = callWords.needKind;
  if (draft.words.trim() === '') problems.words = callWords.needWords;
  if (!/^[0-9+ ()-]*$/.test(draft.phone.trim())) problems.phone = callWords.badPhone;
  for (const field of ['receivedAt', 'happenedAt', 'foundAt'] as const) {
    const read = readTime(draft[field], now, zone);
    if (read === 'bad') problems[field] = callWords.badTime;
    else if (read !== 'empty' && msOf(read.iso) > now + 5 * 60_000) problems[field] = callWords.future;
  }
  if (COUNTED.some((name) => !/^\d{0,6}$/.test(draft.counts[name].trim())))
    problems.counts = callWords.badCount;
  return problems;
}

/** The body of `report.submit`, of a draft without problems. */
export function bodyOf(
  draft: CallDraft,
  { now, zone }: At,
  { fileIds, contactId }: { fileIds: readonly string[]; contactId: string | null },
): BodyOf<'report.submit'> {
  const timeOf = (text: string) => {
    const read = readTime(text, now, zone);
    return typeof read === 'string' ? null : read.iso;
  };
  const { villageId, point, channel } = draft;
  return {
    villageId,
    kind: draft.kind as KindCode,
    urgency: urgencyOf(draft),
    words: draft.words.trim(),
    place: {
      ...{ villageId, point, accuracy: null, detail: textOf(draft.detail) },
      source: point === null ? 'village' : 'map',
    },
    casualties: casualtiesOf(draft),
    ...{ happenedAt: timeOf(draft.happenedAt), foundAt: timeOf(draft.foundAt), channel },
    informant: {
      ...{ unit: textOf(draft.unit), name: textOf(draft.name), post: textOf(draft.post) },
      contactId,
    },
    receivedAt: timeOf(draft.receivedAt),
    fileIds: [...fileIds],
  };
}

/** Null when nobody counted anything. */
export function casualtiesOf({ counts }: Pick<CallDraft, 'counts'>): Casualties | null {
  const numbers = COUNTED.map((name) => [name, numberOf(counts[name])] as const);
  if (numbers.every(([, value]) => value === null)) return null;
  return Object.fromEntries(numbers) as Casualties;
}

export function textOf(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text.trim());
}
