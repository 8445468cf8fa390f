import type { KindCode, Urgency } from '../../../../shared/kind.ts';
import type { BodyOf } from '../../../../shared/catalogue.ts';
import type { Reopened } from '../../../live/keep/parcel.ts';
import { dayAndTime } from '../../../ui/when.ts';
import { COUNTED, emptyDraft, type CallDraft } from './callDraft.ts';

/** A refused report as a draft again: every word of it, to be put right and sent anew. `now` is in milliseconds. */
export function fromRefused({ body, contact }: Reopened, now: number): CallDraft {
  const said = body as unknown as BodyOf<'report.submit'>;
  const timeOf = (instant: string | null) => (instant === null ? '' : dayAndTime(instant, now));
  const { unit, name, post } = said.informant;
  const draft = emptyDraft(timeOf(said.receivedAt));
  for (const count of COUNTED) draft.counts[count] = String(said.casualties?.[count] ?? '');
  return {
    ...draft,
    ...{ villageId: said.villageId, kind: said.kind as KindCode, urgency: said.urgency as Urgency },
    ...{ words: said.words, unit: unit ?? '', name: name ?? '', post: post ?? '' },
    ...{ phone: contact?.phone ?? '', detail: said.place.detail ?? '', point: said.place.point },
    ...{ happenedAt: timeOf(said.happenedAt), foundAt: timeOf(said.foundAt) },
    channel: said.channel === 'app' ? 'phone' : said.channel,
  };
}
