import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastBackup } from '../../../server/backups.ts';
import { command, type Said } from '../../support/command.ts';
import { testStore, type TestStore } from '../../support/store.ts';

/* `npm run backup` as an office runs it: the copy off the machine, and how many are kept. In order. */
let store: TestStore;
let home: string;
const backups = async () => (await readdir(join(home, 'backups'))).sort();
const run = (...more: string[]): Promise<Said> =>
  command('backup', [store.uri, '--to', join(home, 'backups'), ...more], { DATA_DIR: join(home, 'data') });

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhishou-command-'));
  store = await testStore();
});
afterAll(async () => {
  await store.done();
  await rm(home, { recursive: true, force: true });
});

it(
  'a copy that fails fails the command, loudly; the backup is kept, and none is removed for it',
  { timeout: 60_000 },
  async () => {
    expect((await run()).code).toBe(0);
    const { code, err } = await run('--then', 'exit 3', '--keep', '1');
    expect([code, err]).toEqual([1, expect.stringContaining('THE COPY OFF THIS MACHINE FAILED (3): exit 3')]);
    expect(await backups()).toHaveLength(2);
    expect(await lastBackup(store.connection)).toMatchObject({ copiedAt: null });
  },
);

it('once copied, all but the newest are removed', async () => {
  const { code, out } = await run('--then', 'test -f "$BACKUP/manifest.json"', '--keep', '1');
  expect(code).toBe(0);
  const [kept, ...others] = await backups();
  expect(others).toEqual([]);
  expect(out).toContain(`backup made and verified: ${join(home, 'backups', kept as string)}`);
  expect(out.match(/旧备份已删除 · removed/g)).toHaveLength(2);
  expect((await lastBackup(store.connection))?.copiedAt).not.toBeNull();
});
