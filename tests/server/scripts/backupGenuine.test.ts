import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkBackup } from '../../../scripts/backup/check.ts';
import { newCipher } from '../../../scripts/backup/cipher.ts';
import { readManifest, writeManifest, type Manifest } from '../../../scripts/backup/manifest.ts';
import { strangeSigner } from '../../../scripts/backup/signer.ts';
import { takeBackup } from '../../../scripts/backup/take.ts';
import { openKey } from '../../../server/anchor/key.ts';
import { nameOf } from '../../../server/anchor/anchor.ts';
import { seal } from '../../../server/journal/chain.ts';
import { mongoJournal } from '../../../server/journal/mongoJournal.ts';
import { GENESIS } from '../../../shared/entry.ts';
import { command } from '../../support/command.ts';
import { testStore, type TestStore } from '../../support/store.ts';

/* Whose backup it is: somebody who can write to where backups lie has neither the passphrase nor the key of anchors. */
const PHRASE = 'a phrase that is long enough';
const AT = Date.parse('2026-04-05T05:00:00Z');
let store: TestStore;
let home: string;
const at = (path: string) => join(home, path);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhishou-genuine-'));
  store = await testStore();
  const journal = mongoJournal(store.connection);
  await journal.ready();
  const by = { id: 'system', name: 'system', post: 'system' };
  const meta = { book: 'real', seq: 1, commandId: 'c1', command: 'book.open' };
  await journal.append([seal({ ...meta, at: '2026-04-05T13:00:00+08:00', by }, 'print', [], GENESIS)]);
});
afterAll(async () => {
  await store.done();
  await rm(home, { recursive: true, force: true });
});

it('a plain backup is not believed where an encrypted one is meant', async () => {
  const forged = at('forged');
  await mkdir(forged);
  await writeManifest(forged, EMPTY, null);
  await expect(checkBackup(forged, PHRASE)).rejects.toThrow(/没有加密[^]*is not encrypted/);
  expect((await checkBackup(forged, null)).cipher).toBeNull();
});

it('nor one that says it is encrypted, without the code only the passphrase can make', async () => {
  const forged = at('sealed');
  await mkdir(forged);
  await writeManifest(forged, { ...EMPTY, cipher: newCipher(PHRASE, null).note }, null);
  await expect(checkBackup(forged, PHRASE)).rejects.toThrow('备份说明被改过');
});

it('says aloud when it is signed by another key than this machine’s, or by none', async () => {
  const mine = nameOf((await openKey(at('anchors'))).publicKey);
  const other = nameOf((await openKey(at('other'))).publicKey);
  const [signed, foreign, unsigned] = [await backup('anchors'), await backup('other'), await backup(null)];
  const say = async (folder: string, anchors: string) =>
    strangeSigner(at(anchors), (await checkBackup(folder, null)).manifest);
  expect(await say(signed, 'anchors')).toBeNull();
  expect(await say(foreign, 'anchors')).toMatch(
    new RegExp(`^注意[^]*SIGNED BY ANOTHER KEY \\(${other}\\) than this machine’s \\(${mine}\\)`),
  );
  expect(await say(unsigned, 'anchors')).toContain('SIGNED BY NO KEY');
  // Where there is no key yet, nothing can be compared, and none is made for it.
  expect(await say(foreign, 'none')).toBeNull();
  await expect(readFile(at('none/anchor.key'))).rejects.toThrow('ENOENT');

  const check = [foreign, '--check'];
  const { code, err } = await command('restore', check, { DATA_DIR: at('data'), ANCHOR_DIR: at('anchors') });
  expect([code, err]).toEqual([0, expect.stringContaining('SIGNED BY ANOTHER KEY')]);
});

it('a key’s name alone is no signature', async () => {
  const { sum: _sum, mac: _mac, ...manifest } = await readManifest(await backup('anchors'));
  expect(await strangeSigner(at('anchors'), manifest)).toBeNull();
  expect(await strangeSigner(at('anchors'), { ...manifest, anchors: [] })).toContain('SIGNED BY NO KEY');
});

it('a restore says it too, and goes on: on a new machine the key is another', async () => {
  const folder = await backup('other');
  const settings = { DATA_DIR: at('restored'), ANCHOR_DIR: at('anchors') };
  const { code, err, out } = await command('restore', [folder], settings);
  expect(err).toContain('SIGNED BY ANOTHER KEY');
  expect([code, out]).toEqual([0, expect.stringContaining('恢复完成')]);
});

let made = 0;
async function backup(anchors: string | null): Promise<string> {
  const taking = {
    store,
    filesDir: at('files'),
    to: at(`backups-${(made += 1)}`),
    version: '1',
    now: () => AT,
  };
  const taken = await takeBackup({ ...taking, anchorDir: anchors && at(anchors), cipher: null });
  return taken.settle();
}

const EMPTY: Manifest = {
  format: 1,
  version: '1',
  at: '2026-04-05T05:00:00.000Z',
  epoch: 'e',
  books: [],
  parts: [],
  files: { count: 0, bytes: 0, missing: [] },
  cipher: null,
  anchors: [],
  publicKey: null,
};
