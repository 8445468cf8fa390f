import type { Place } from '../../../../shared/primitives.ts';
import type { Sentence } from '../../../../shared/refusal.ts';
import type { Report } from '../../../../shared/report/contract.ts';
import type { BodyOf } from '../../../../shared/catalogue.ts';
import { dayAndTime } from '../../../ui/when.ts';
import { bodyOf, COUNTED, emptyDraft, problemsOf, type CallDraft } from '../call/callDraft.ts';

type Fields = Omit<BodyOf<'report.correct'>, 'reportId' | 'reason'>;

/** The fields of a report that may be corrected, as they stand in a form. `now` is in milliseconds. */
export function draftOf(report: Report, now: number): CallDraft {
  const timeOf = (instant: string | null) => (instant === null ? '' : dayAndTime(instant, now));
  const draft = emptyDraft('');
  for (const name of COUNTED) draft.counts[name] = String(report.casualties?.[name] ?? '');
  return {
    ...draft,
    ...{ villageId: report.villageId, kind: report.kind, urgency: report.urgency, words: report.words },
    ...{ detail: report.place.detail ?? '', point: report.place.point },
    ...{ happenedAt: timeOf(report.happenedAt), foundAt: timeOf(report.foundAt) },
  };
}

/** What a form changed of the report it was filled from: those fields alone, and what is wrong with them. */
export function correctionOf(
  report: Report,
  draft: CallDraft,
  at: { now: number; zone: string },
): { changed: Fields; problems: Readonly<Record<string, Sentence>> } {
  const problems = { ...problemsOf(draft, at) } as Record<string, Sentence>;
  if (Object.keys(problems).length > 0) return { changed: {}, problems };
  const said = bodyOf(draft, at, { fileIds: [], contactId: null });
  const before = bodyOf(draftOf(report, at.now), at, { fileIds: [], contactId: null });
  const changed: Record<string, unknown> = {};
  for (const name of [
    'kind',
    'urgency',
    'words',
    'villageId',
    'casualties',
    'happenedAt',
    'foundAt',
  ] as const) {
    if (JSON.stringify(said[name]) !== JSON.stringify(before[name])) changed[name] = said[name];
  }
  const place = placeOf(report, draft);
  if (JSON.stringify(place) !== JSON.stringify(report.place)) changed.place = place;
  return { changed: changed as Fields, problems };
}

/** A point that was not touched keeps how it was found and how exactly. */
function placeOf(
  { place: before, villageId: was }: Report,
  { villageId: is, point, detail }: CallDraft,
): Place {
  const words = detail.trim() === '' ? null : detail.trim();
  const villageId = is === was ? before.villageId : is;
  const same = JSON.stringify(point) === JSON.stringify(before.point);
  if (same) return { ...before, villageId, detail: words };
  if (point === null) return { villageId, point: null, source: 'village', accuracy: null, detail: words };
  return { villageId, point: { ...point }, source: 'map', accuracy: null, detail: words };
}
