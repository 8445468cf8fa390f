import { randomUUID } from 'node:crypto';
import type { Accepted } from '../client.ts';
import type { KindCode, Urgency } from '../../shared/kind.ts';
import type { Place } from '../../shared/primitives.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import { LIAISON, OFFICER } from './crew.ts';
import { happening } from './springFire.ts';
import type { Stage } from './stage.ts';

/** The fire: on the north slope, some 1.2 km from the nearest homes. */
export const FIRE: Place = {
  villageId: LIAISON,
  point: { lat: 42.3628, lng: 120.9003 },
  source: 'map',
  accuracy: null,
  detail: '北坡林草结合部',
};

export const TITLE = '束龙沟村北坡林草火情';

/** E20 to E22: the ranger found it, the liaison telephones, the officer takes it down. The number is contact data. */
export async function takeCall(stage: Stage, word: string): Promise<void> {
  const officer = stage.as(OFFICER);
  const contactId = randomUUID();
  const informant = { unit: '束龙沟村', name: '联络员(A角)', post: '村联络员', contactId };
  await officer.must('PUT', `/api/contacts/${contactId}`, { name: informant.name, phone: '000 0000 0207' });
  const { foundAt = null } = happening('E20').facts;
  const { receivedAt = null } = happening('E21').facts;
  const said = { villageId: LIAISON, kind: 'U02', urgency: 'urgent', words: happening('E20').zh } as const;
  const { id } = await officer.command(
    'report.submit',
    { ...said, ...nothingMore, place: FIRE, foundAt, channel: 'phone', informant, receivedAt },
    stage.here,
  );
  stage.note(word, id);
}

/** A report from a liaison's phone, of what is seen there now. */
export async function reportFromPhone(
  stage: Stage,
  village: string,
  word: string,
  seen: Seen,
): Promise<Accepted> {
  const unit = EXAMPLE_TOWNSHIP.villages.find(({ id }) => id === village)?.name ?? null;
  const informant = { unit, name: null, post: '村联络员', contactId: null };
  const place = seen.place ?? inVillage(village);
  const accepted = await stage
    .as(village)
    .command(
      'report.submit',
      { villageId: village, ...nothingMore, ...seen, place, channel: 'app', informant, receivedAt: null },
      stage.here,
    );
  stage.note(word, accepted.id);
  return accepted;
}

export interface Seen {
  readonly kind: KindCode;
  readonly urgency: Urgency;
  readonly words: string;
  /** The village alone when left out. */
  readonly place?: Place;
}

const nothingMore = { casualties: null, happenedAt: null, foundAt: null, fileIds: [] };

function inVillage(villageId: string): Place {
  return { villageId, point: null, source: 'village', accuracy: null, detail: null };
}
