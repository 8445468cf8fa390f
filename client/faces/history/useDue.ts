import { ref, shallowRef } from 'vue';
import type { Incident } from '../../../shared/incident/contract.ts';
import { ask } from '../../live/http.ts';
import { askRecords } from '../../live/records.ts';

/** An archived incident whose time of keeping is over, as `GET /api/retention` has it. */
export interface DueIncident {
  readonly archivedAt: string;
  readonly dueAt: string;
  readonly incident: Pick<Incident, 'id' | 'year' | 'number' | 'title' | 'villageId'>;
}

/** What is due for erasure in a book, the longest first. */
export function useDue(book: string) {
  const due = shallowRef<readonly DueIncident[]>([]);
  const state = ref<'looking' | 'done' | 'away'>('looking');
  const days = ref(0);
  const more = ref(false);
  return {
    ...{ due, state, days, more },
    async look(): Promise<void> {
      state.value = 'looking';
      const heard = await ask('GET', '/api/retention', { query: { book } });
      state.value = heard?.status === 200 ? 'done' : 'away';
      if (heard?.status !== 200) return;
      const found = heard.body as { days: number; due: DueIncident[]; more: boolean };
      [due.value, days.value, more.value] = [found.due, found.days, found.more];
    },
    /** The whole incident as the records have it; null when they do not answer. */
    async find({ incident }: DueIncident): Promise<Incident | null> {
      const find = incident.title.slice(0, 60);
      const found = await askRecords('incident', { book, find, limit: 200 });
      return found?.find(({ row }) => row.id === incident.id)?.row ?? null;
    },
  };
}
