import type { Entry } from '../../shared/entry.ts';
import type { IncidentEvents } from '../../shared/incident/apply.ts';
import type { Journal } from '../journal/journal.ts';
import type { Records } from '../records/records.ts';

export interface ErasureSetting {
  readonly journal: Journal;
  readonly records: Records;
  /** Forgets a file by its id; the bytes go when nothing else names them. */
  readonly dropFile: (fileId: string) => Promise<void>;
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
export function eraser({ journal, records, dropFile }: ErasureSetting): (entry: Entry) => Promise<void> {
  return async (entry) => {
    const about = erasedBy(entry);
    const incident = about.find((one) => one.startsWith('incident/'));
    if (!incident) return;
    const rows = await records.archived(entry.book, 'incident', incident.slice('incident/'.length));
    for (const { table, row } of rows) if (table === 'attachment') await dropFile(row.id);
    await journal.erase(entry.book, new Set(about), entry.seq);
    await records.forget(
      entry.book,
      rows.map(({ row }) => row.id),
    );
  };
}
