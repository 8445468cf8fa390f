import type { Journal } from '../../journal/journal.ts';
import type { Counts } from './counts.ts';

/** The same journal, with the time of its inserts counted. */
export function measured(journal: Journal, counts: Pick<Counts, 'commit' | 'commitFailed'>): Journal {
  return {
    ...journal,
    async append(entries) {
      const start = performance.now();
      try {
        const appended = await journal.append(entries);
        counts.commit(performance.now() - start, appended.stored);
        return appended;
      } catch (problem) {
        counts.commitFailed();
        throw problem;
      }
    },
  };
}
