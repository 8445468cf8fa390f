import type { Connection } from 'mongoose';
import type { Records } from './records.ts';

interface Checkpoint {
  readonly _id: string;
  readonly seq: number;
  readonly fence?: number;
}

const DUPLICATE = 11_000;

/** How far the projection of each book has come, and under which fence that was noted. */
export function checkpointsOf(
  connection: Connection,
): Pick<Records, 'checkpoint' | 'isCaughtUp' | 'setCheckpoint'> & { drop(book: string): Promise<void> } {
  const checkpoints = connection.collection<Checkpoint>('checkpoints');
  const checkpoint = async (book: string) => (await checkpoints.findOne({ _id: keyOf(book) }))?.seq ?? 0;
  return {
    checkpoint,
    isCaughtUp: async (book, seq) => (await checkpoint(book)) >= seq,
    async setCheckpoint(book, seq, fence) {
      const ours = { _id: keyOf(book), fence: { $not: { $gt: fence } } };
      try {
        await checkpoints.updateOne(ours, { $set: { seq, fence } }, { upsert: true });
        return true;
      } catch (problem) {
        if ((problem as { code?: number }).code === DUPLICATE) return false; // there is one of a higher fence
        throw problem;
      }
    },
    async drop(book) {
      await checkpoints.deleteOne({ _id: keyOf(book) });
    },
  };
}

function keyOf(book: string): string {
  return `records/${book}`;
}
