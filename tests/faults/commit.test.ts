import { expect, it } from 'vitest';
import { StorageError } from '../../server/embedded/errors.ts';
import { CommitQueue } from '../../server/embedded/storage/commit.ts';
import type { KeyValue } from '../../server/embedded/storage/kv.ts';

const full = () => new StorageError(new Error('no space left'), true);
const broken = () => new StorageError(new Error('input/output error'), false);

/** A storage whose transactions fail one after the other with what is given, then work. */
function failing(failures: Error[]) {
  const transact = <R>(work: () => R): R => {
    const result = work();
    const failure = failures.shift();
    if (failure) throw failure;
    return result;
  };
  const given: StorageError[] = [];
  const nothing = () => undefined;
  const hooks = { committing: nothing, undone: nothing, broken: (error: StorageError) => given.push(error) };
  return { queue: new CommitQueue({ transact } as unknown as KeyValue, hooks), given };
}

it.each([
  ['together', [broken()], 1],
  ['alone, after a full disk kept them from being written together', [full(), broken(), broken()], 2],
  ['alone, the second of them', [full(), full(), broken()], 1],
])('a storage that fails while writes are tried %s is given up', async (_how, failures, times) => {
  const { queue, given } = failing(failures);
  const writes = [queue.write(() => 1), queue.write(() => 2)];
  await Promise.allSettled(writes);
  expect(given.length).toBeGreaterThanOrEqual(times);
});
