import type { Entry } from '../../shared/entry.ts';
import type { IncidentEvents } from '../../shared/incident/apply.ts';
import type { Report } from '../../shared/report/contract.ts';
import { failpoint } from '../failpoints.ts';
import type { Journal } from '../journal/journal.ts';
import type { Records } from '../records/records.ts';

export interface ErasureSetting {
  readonly journal: Journal;
  readonly records: Records;
  /** Forgets a file by its id; the bytes go when nothing else names them. */
  readonly dropFile: (fileId: string) => Promise<void>;
  /** Forgets a person by the id of the contact data; one that is gone already is no fault. */
  readonly dropContact: (contactId: string) => Promise<void>;
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
 * Carries out a decision to erase: files and persons go, the events before it lose their content, the records forget
 * the rows. The decision itself stays. The records come last, for they say what else there is to remove: interrupted
 * anywhere, it may be done again and finishes.
 */
export function eraser(setting: ErasureSetting): (entry: Entry) => Promise<void> {
  const { journal, records, dropFile, dropContact } = setting;
  return async (entry) => {
    const about = erasedBy(entry);
    const incident = about.find((one) => one.startsWith('incident/'));
    if (!incident) return;
    const id = incident.slice('incident/'.length);
    for (const { table, row } of await records.archived(entry.book, 'incident', id)) {
      if (table === 'attachment') await dropFile(row.id);
      const person = table === 'report' ? (row as Report).informant.contactId : null;
      if (person) await dropContact(person);
    }
    failpoint('erasure.begun');
    await journal.erase(entry.book, new Set(about), entry.seq);
    failpoint('erasure.journal');
    await records.forget(entry.book, 'incident', id);
  };
}
