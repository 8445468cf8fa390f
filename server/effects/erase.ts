import type { Entry } from '../../shared/entry.ts';
import type { IncidentEvents } from '../../shared/incident/apply.ts';
import type { Journal } from '../journal/journal.ts';
import type { Records } from '../records/records.ts';

export interface ErasureSetting {
  readonly journal: Journal;
  readonly records: Records;
  /** Deletes the stored bytes that nothing else names. */
  readonly dropFiles: (book: string, rowIds: readonly string[]) => Promise<void>;
}

/** The rows whose events a recorded decision erases, as `<noun>/<id>`. */
export function erasedBy(entry: Entry): string[] {
  return entry.events.flatMap((event) => {
    if (event?.type !== 'incident.erased') return [];
    const { id, reportIds } = event as typeof event & IncidentEvents['incident.erased'];
    return [`incident/${id}`, ...reportIds.map((report) => `report/${report}`)];
  });
}

/**
 * Carries out a decision to erase: the events before it lose their content, the records and files go. The decision
 * itself stays. Everything here may be done twice.
 */
export function eraser({ journal, records, dropFiles }: ErasureSetting): (entry: Entry) => Promise<void> {
  return async (entry) => {
    const about = erasedBy(entry);
    if (about.length === 0) return;
    const ids = about.map((one) => one.slice(one.indexOf('/') + 1));
    const rows = (
      await Promise.all(
        ids.map((id) =>
          records.archived(entry.book, about[0] === `incident/${id}` ? 'incident' : 'report', id),
        ),
      )
    ).flat();
    await dropFiles(entry.book, ids);
    await journal.erase(entry.book, new Set(about), entry.seq);
    await records.forget(entry.book, [...new Set([...ids, ...rows.map(({ row }) => row.id)])]);
  };
}
