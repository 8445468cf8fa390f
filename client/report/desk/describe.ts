import { KINDS } from '../../../shared/kind.ts';
import type { Report } from '../../../shared/report/contract.ts';
import { say } from '../../ui/language.ts';
import { timeOrDay, type Instant } from '../../ui/when.ts';
import { channelWords, inboxWords } from './words.ts';

/** Who told it and how, in the two parts a row has: the name that counts, and the rest in small type. */
export interface Source {
  readonly source: string;
  readonly via: string;
}

/**
 * A village's report is told by its village; one from elsewhere by the unit that called, and the village it is about
 * stands beside it.
 *
 * @param village the name of the report's village; null when it has none
 */
export function sourceOf({ informant, channel, fileIds }: Report, village: string | null): Source {
  const { unit, name, post } = informant;
  const first = unit ?? village ?? name ?? say(inboxWords.caller);
  const person = [post, name].filter((part) => part !== null && part !== first).join(' ');
  const parts = [
    unit === null || unit === village ? '' : (village ?? ''),
    person,
    say(channelWords[channel]),
    fileIds.length > 0 ? say(inboxWords.photos, { n: fileIds.length }) : '',
  ];
  return { source: first, via: parts.filter((part) => part !== '').join(' · ') };
}

/** What a report is called where there is room for one line: its kind and where. */
export function titleOf({ kind, place }: Report, village: string | null): string {
  return [village, place.detail, say(KINDS[kind])].filter((part) => part).join(' ');
}

/** `14:36` today, `04-05` on another day: what fits the narrow column at the left of a row. */
export function rowTime(instant: Instant, now: Instant): string {
  return timeOrDay(instant, now)
    .replace(/^\d{4}-/, '')
    .slice(0, 5);
}
