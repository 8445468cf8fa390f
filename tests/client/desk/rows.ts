import type { Report } from '../../../shared/report/contract.ts';
import type { Village } from '../../../shared/village/contract.ts';

const by = { id: 'o1', name: '值班员C', post: '主班' };

/** A report as the World holds it, signed for unless `more` says otherwise. */
export function reportRow(id: string, more: Partial<Report>): Report {
  const state = more.state ?? 'acknowledged';
  return {
    ...{ id, villageId: 'a', kind: 'U02', urgency: 'urgent', words: '北坡起烟' },
    place: { villageId: 'a', point: null, source: 'village', accuracy: null, detail: null },
    ...{ casualties: null, channel: 'app', happenedAt: null, foundAt: null },
    informant: { unit: null, name: null, post: null, contactId: null },
    ...{ receivedAt: '2026-04-05T13:28:00+08:00', recordedAt: '2026-04-05T13:28:00+08:00', submittedBy: by },
    ...{ fileIds: [], state, stateAt: '2026-04-05T13:29:00+08:00', stateBy: by, reason: null },
    ...{
      acknowledgedAt: state === 'submitted' ? null : '2026-04-05T13:29:00+08:00',
      acknowledgedBy: state === 'submitted' ? null : by,
    },
    ...{ escalatedAt: null, mergedInto: null, incidentId: null, corrections: 0, seq: 7 },
    ...more,
  };
}

export function villageRow(id: string, name: string, more: Partial<Village> = {}): Village {
  return {
    ...{ id, code: null, name, alias: null, position: { lat: 42.3, lng: 120.8 }, surveyed: false },
    ...{ pinnedAt: null, pinnedBy: null, order: 0, seq: 2 },
    ...more,
  };
}
