import type { Casualties, Place } from '../../../../shared/primitives.ts';
import { KINDS, type KindCode } from '../../../../shared/kind.ts';
import type { BodyOf } from '../../../../shared/catalogue.ts';
import { isoIn } from '../../../../shared/time.ts';
import { fromField, toField } from './localTime.ts';

/** Where a satellite fix found the phone: WGS-84 degrees, radius in metres. */
export interface Fix {
  readonly lat: number;
  readonly lng: number;
  readonly accuracy: number;
}

/** What stands in the form, as it is typed; kept with every change. */
export interface ReportDraft {
  kind: KindCode | '';
  detail: string;
  words: string;
  counts: Record<keyof Casualties, string>;
  /** As the browser's own field holds it; empty means: when it is saved. */
  foundAt: string;
  happenedAt: string;
  fix: Fix | null;
  /** The refused report that this one takes the place of. */
  replaces: string | null;
}

export const COUNTS = ['dead', 'missing', 'severe', 'minor', 'trapped', 'evacuated'] as const;

export function emptyDraft(): ReportDraft {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, ''])) as ReportDraft['counts'];
  return { kind: '', detail: '', words: '', counts, foundAt: '', happenedAt: '', fix: null, replaces: null };
}

/** Whether there is anything that would be a pity to lose. */
export function isUntouched({ kind, detail, words, counts, foundAt, happenedAt }: ReportDraft): boolean {
  return [kind, detail, words, foundAt, happenedAt, ...Object.values(counts)].every((text) => text === '');
}

/** What is wrong, by the field where it is; the values are keys of `formWords`. */
export interface Wrong {
  readonly kind?: 'kindMissing';
  readonly counts?: 'badCount';
  readonly foundAt?: 'badTime' | 'future';
  readonly happenedAt?: 'badTime' | 'future';
}

/** @param now milliseconds since 1970 by the book's clock */
export function check(draft: ReportDraft, now: number, zone: string): Wrong {
  const foundAt = badTime(draft.foundAt, now, zone);
  const happenedAt = badTime(draft.happenedAt, now, zone);
  return {
    ...(draft.kind === '' ? { kind: 'kindMissing' as const } : {}),
    ...(Object.values(draft.counts).some((count) => !/^\s*\d{0,6}\s*$/.test(count))
      ? { counts: 'badCount' as const }
      : {}),
    ...(foundAt ? { foundAt } : {}),
    ...(happenedAt ? { happenedAt } : {}),
  };
}

export interface Sender {
  readonly villageId: string | null;
  readonly name: string;
  readonly post: string;
}

/**
 * The body of `report.submit`. Words may be left out in a hurry: then the kind is what is said. `foundAt` is now
 * unless somebody wrote another time; `happenedAt` is known only when it was written.
 */
export function bodyOf(
  draft: ReportDraft,
  sender: Sender,
  now: number,
  zone: string,
  files: readonly { readonly id: string }[],
): BodyOf<'report.submit'> {
  const kind = draft.kind as KindCode;
  const at = (text: string) => {
    const ms = fromField(text, zone);
    return ms === null ? null : isoIn(ms, zone);
  };
  return {
    villageId: sender.villageId,
    kind,
    urgency: KINDS[kind].urgency,
    words: draft.words.trim() || [KINDS[kind].zh, draft.detail.trim()].filter(Boolean).join(' '),
    place: placeOf(draft, sender.villageId),
    casualties: casualtiesOf(draft),
    happenedAt: at(draft.happenedAt),
    foundAt: at(draft.foundAt) ?? isoIn(now, zone),
    channel: 'app',
    informant: { unit: null, name: sender.name, post: sender.post, contactId: null },
    receivedAt: null,
    fileIds: files.map(({ id }) => id),
  };
}

/** A draft of what a refused report said. */
export function draftFrom(
  body: Readonly<Record<string, unknown>>,
  replaces: string,
  zone: string,
): ReportDraft {
  const said = body as Partial<BodyOf<'report.submit'>>;
  const counts = Object.fromEntries(
    COUNTS.map((name) => [name, said.casualties?.[name]?.toString() ?? '']),
  ) as ReportDraft['counts'];
  const point = said.place?.source === 'gps' ? said.place.point : null;
  return {
    kind: said.kind ?? '',
    detail: said.place?.detail ?? '',
    words: said.words ?? '',
    counts,
    foundAt: fieldOf(said.foundAt, zone),
    happenedAt: fieldOf(said.happenedAt, zone),
    fix: point ? { ...point, accuracy: said.place?.accuracy ?? 0 } : null,
    replaces,
  };
}

function fieldOf(instant: string | null | undefined, zone: string): string {
  return instant ? toField(Date.parse(instant), zone) : '';
}

function placeOf({ fix, detail }: ReportDraft, villageId: string | null): Place {
  return {
    villageId,
    point: fix ? { lat: fix.lat, lng: fix.lng } : null,
    source: fix ? 'gps' : 'village',
    accuracy: fix ? Math.min(100_000, Math.round(fix.accuracy)) : null,
    detail: detail.trim() || null,
  };
}

function casualtiesOf({ counts }: ReportDraft): Casualties | null {
  const known = COUNTS.map(
    (name) => [name, counts[name].trim() === '' ? null : Number(counts[name])] as const,
  );
  if (known.every(([, count]) => count === null)) return null;
  return Object.fromEntries(known) as unknown as Casualties;
}

function badTime(text: string, now: number, zone: string): 'badTime' | 'future' | null {
  if (text === '') return null;
  const ms = fromField(text, zone);
  if (ms === null) return 'badTime';
  return ms > now + 60_000 ? 'future' : null;
}
