import { randomUUID } from 'node:crypto';
import type { Event } from '../../shared/entry.ts';

/** The body of a command that the rows are measured with: a report taken down by telephone. */
export function reportBody(words = '村东南方向看到烟柱,村民询问是否需要避让,已派两人前去查看') {
  const villageId = 'shulonggou';
  return {
    ...{ villageId, kind: 'U02', urgency: 'routine', words, channel: 'phone', casualties: null },
    place: { villageId, point: null, source: 'village', accuracy: null, detail: null },
    informant: { unit: null, name: null, post: null, contactId: null },
    ...{ happenedAt: null, foundAt: null, receivedAt: null, fileIds: [] },
  };
}

/** The event that such a command leads to. */
export function reportEvent(id: string = randomUUID()): Event {
  return {
    type: 'report.submitted',
    id,
    ...reportBody(),
    receivedAt: '2026-04-05T13:28:00.000+08:00',
  } as Event;
}

/** A command as it goes over the wire; `%ID%` is put in by the writer. */
export const REPORT_COMMAND = JSON.stringify({
  ...{ id: '%ID%', book: 'real', type: 'report.submit' },
  body: reportBody(),
});
