import type { Store } from '../../../server/store.ts';
import { TABLES } from '../../../shared/rows.ts';

/** What is in the store, as seen from beside the server. */
export interface Ledger {
  /** The ids of the commands, given by persons, that the journal has taken since it was last asked. */
  fresh(): Promise<string[]>;
  /** How many documents each collection has; those that change by themselves are left out. */
  counts(): Promise<Record<string, number>>;
  /** Every command id that persons gave, with how often it is there. */
  all(): Promise<Map<string, number>>;
}

/** They follow the journal, or the time. */
const BY_THEMSELVES = new Set([
  ...['journal', 'snapshots', 'snapshotChunks', 'checkpoints', 'lease', 'leases', 'presence', 'presences'],
  ...['neighbours', 'securityLog', 'tallies', ...TABLES.map((table) => `${table}s`)],
]);

interface Kept {
  readonly _id: unknown;
  readonly commandId: string;
  readonly by: { readonly id: string };
}

export function openLedger({ connection }: Store): Ledger {
  const journal = connection.collection<Kept>('journal');
  const seen = new Set<string>();
  let last = 'real/';
  const read = async (from: string, to: string) => {
    const range = { _id: { $gt: from, $lt: to } } as never;
    return journal
      .find(range, { projection: { commandId: 1, 'by.id': 1 } })
      .sort({ _id: 1 })
      .toArray();
  };
  const byPersons = (entries: readonly Kept[]) => entries.filter(({ by }) => by.id !== 'system');
  return {
    async fresh() {
      const real = await read(last, 'real0');
      last = String(real[real.length - 1]?._id ?? last);
      const entries = byPersons([...real, ...(await read('ex-', 'ex.'))]);
      const ids = entries.map(({ commandId }) => commandId).filter((id) => !seen.has(id));
      for (const id of ids) seen.add(id);
      return ids;
    },
    async counts() {
      const names = (await connection.db!.listCollections().toArray()).map(({ name }) => name);
      const kept = names.filter((name) => !BY_THEMSELVES.has(name)).sort();
      const counted = kept.map(
        async (name) => [name, await connection.collection(name).countDocuments()] as const,
      );
      return Object.fromEntries(await Promise.all(counted));
    },
    async all() {
      const times = new Map<string, number>();
      const entries = byPersons([...(await read('real/', 'real0')), ...(await read('ex-', 'ex.'))]);
      for (const { commandId } of entries) times.set(commandId, (times.get(commandId) ?? 0) + 1);
      return times;
    },
  };
}
