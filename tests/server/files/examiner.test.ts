import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openExaminer, type Examiner } from '../../../server/files/examine/examiner.ts';
import { PATIENCE } from '../../../server/files/examine/reader.ts';
import type { Task } from '../../../server/files/examine/task.ts';

let folder: string;
let task: Task;
let examiner: Examiner;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhishou-examiner-'));
  const at = (name: string) => join(folder, name);
  task = { of: 'report', received: at('received'), full: at('full'), small: at('small') };
  await writeFile(task.received, '三户已转移');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  examiner = openExaminer(PATIENCE);
});
afterEach(() => examiner.close());

const TEXT = { what: 'document', media: 'text/plain' };

/** Has the child killed while it holds the task of `id`. */
async function lost(id: string) {
  await examiner.examine('warm-up', task);
  const pid = examiner.pid() as number;
  process.kill(pid, 'SIGSTOP');
  const verdict = examiner.examine(id, task);
  await new Promise((resolve) => setImmediate(resolve)); // the task is on its way
  process.kill(pid, 'SIGKILL');
  return verdict;
}

describe('the examiner', () => {
  it('says busy when its child dies over a file, and reads the next one', async () => {
    expect(await lost('a')).toEqual({ what: 'busy' });
    expect(await examiner.examine('a', task)).toEqual(TEXT);
  });

  it('calls a file unreadable over which three children died', async () => {
    expect(await lost('a')).toEqual({ what: 'busy' });
    expect(await lost('b')).toEqual({ what: 'busy' });
    expect(await lost('a')).toEqual({ what: 'busy' });
    expect(await lost('a')).toEqual({ what: 'no', code: 'file.unreadable' });
  });

  it('replaces a child that died while nobody needed it, without a word', async () => {
    await examiner.examine('a', task);
    const pid = examiner.pid() as number;
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    expect(await examiner.examine('b', task)).toEqual(TEXT);
  });

  it('says busy when the file itself cannot be read: that is not the file’s fault', async () => {
    expect(await examiner.examine('a', { ...task, received: join(folder, 'none') })).toEqual({
      what: 'busy',
    });
  });

  it('lets 20 wait and sends the others away', async () => {
    const verdicts = await Promise.all(Array.from({ length: 30 }, (_, n) => examiner.examine(`${n}`, task)));
    expect(verdicts.slice(0, 21)).toEqual(Array.from({ length: 21 }, () => TEXT));
    expect(verdicts.slice(21)).toEqual(Array.from({ length: 9 }, () => ({ what: 'busy' })));
    expect(examiner.hasRoom()).toBe(true);
  });

  it('keeps one child through many files', async () => {
    await examiner.examine('a', task);
    const pid = examiner.pid();
    await examiner.examine('b', task);
    expect(examiner.pid()).toBe(pid);
  });

  it('takes its child along when it is closed', async () => {
    await examiner.examine('a', task);
    const pid = examiner.pid() as number;
    const waiting = examiner.examine('b', task);
    await examiner.close();
    expect(await waiting).toMatchObject({ what: 'busy' });
    expect(isRunning(pid)).toBe(false);
    expect(await examiner.examine('c', task)).toEqual({ what: 'busy' });
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw problem;
  }
}
