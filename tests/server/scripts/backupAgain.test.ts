import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pathIn } from '../../../scripts/backup/bytes.ts';
import { checkBackup } from '../../../scripts/backup/check.ts';
import { newCipher } from '../../../scripts/backup/cipher.ts';
import { readManifest, writeManifest } from '../../../scripts/backup/manifest.ts';
import { takeBackup } from '../../../scripts/backup/take.ts';
import { fileRows } from '../../../server/files/rows.ts';
import { testStore, type TestStore } from '../../support/store.ts';

/* Backups one after the other: what the one before has is used again, but only while it is what it was. */
const PHRASE = 'a phrase that is long enough';
const PART = 'bytes-2026-04-05.bson.gz';
let store: TestStore;
let home: string;
let nowMs = Date.parse('2026-04-06T05:00:00Z');
const at = (path: string) => join(home, path);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'zhishou-again-'));
  store = await testStore();
  await keep(Buffer.from('a photo of smoke'));
});
afterAll(async () => {
  await store.done();
  await rm(home, { recursive: true, force: true });
});

it.each([null, PHRASE])(
  'a day that is over is linked, not written again (passphrase: %s)',
  async (phrase) => {
    const name = phrase ? `${PART}.enc` : PART;
    const [first, second] = [await backup('linked', phrase), await backup('linked', phrase)];
    expect(second.damaged).toEqual([]);
    const inode = async (folder: string) => (await stat(join(folder, name))).ino;
    expect(await inode(second.folder)).toBe(await inode(first.folder));
  },
);

it.each([null, PHRASE])(
  'a part that was damaged since is written anew, and named (passphrase: %s)',
  async (phrase) => {
    const to = phrase ? 'sealed' : 'plain';
    const name = phrase ? `${PART}.enc` : PART;
    await backup(to, phrase);
    const first = await backup(to, phrase);
    const bytes = await readFile(join(first.folder, name));
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    await writeFile(join(first.folder, name), bytes); // in place: every backup that links to it has it
    await expect(checkBackup(first.folder, phrase)).rejects.toThrow(`备份已损坏：${name}`);

    const second = await backup(to, phrase);
    expect(second.damaged).toEqual([join(first.folder, name)]);
    expect((await backup(to, phrase)).damaged).toEqual([]);
  },
);

it('so is one that is shorter than it was, or gone', async () => {
  const first = await backup('short', null);
  await writeFile(join(first.folder, PART), 'short');
  const second = await backup('short', null);
  expect(second.damaged).toEqual([join(first.folder, PART)]);
  await rm(join(second.folder, PART));
  expect((await backup('short', null)).damaged).toEqual([join(second.folder, PART)]);
});

it('takes nothing from a backup that has the salt of the one before, but not its seal', async () => {
  const first = await backup('forged', PHRASE);
  const { sum: _sum, mac: _mac, ...manifest } = await readManifest(first.folder);
  const accounts = { holds: 'accounts', sealed: null };
  const parts = manifest.parts.map((part) => (part.holds === 'bytes' ? { ...part, ...accounts } : part));
  await writeManifest(first.folder, { ...manifest, parts }, null);
  const second = await readManifest((await backup('forged', PHRASE)).folder);
  expect(second.parts.map(({ holds }) => holds)).not.toContain('accounts');
  expect(second.parts.every(({ sealed }) => sealed !== null)).toBe(true);
});

it('refuses a FILES_DIR in which none of the files is', async () => {
  const taking = { store, to: at('nowhere'), anchorDir: null, version: '1', cipher: null, now: () => nowMs };
  await expect(takeBackup({ ...taking, filesDir: at('wrong') })).rejects.toThrow(
    /请检查 FILES_DIR[^]*check FILES_DIR/,
  );
});

/** A backup that counts: taken, verified, and under its name. */
async function backup(to: string, phrase: string | null) {
  nowMs += 60_000;
  const { settle, damaged, folder } = await takeBackup({
    ...{ store, to: at(to), filesDir: at('files'), anchorDir: null, version: '1', now: () => nowMs },
    cipher: phrase === null ? null : (earlier) => newCipher(phrase, earlier),
  });
  expect((await checkBackup(folder, phrase)).manifest.files).toMatchObject({ count: 1, missing: [] });
  return { folder: await settle(), damaged };
}

/** A file as the server keeps one. */
async function keep(bytes: Buffer): Promise<void> {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const path = pathIn(at('files'), hash, 'full');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  const rows = fileRows(store.connection);
  await rows.ready();
  const of = { book: 'real', of: 'report' as const, rowId: randomUUID(), uploaderId: randomUUID() };
  const looks = { media: 'image/jpeg', bytes: bytes.length, width: null, height: null, name: null };
  await rows.insert({ id: randomUUID(), ...of, hash, ...looks, at: '2026-04-05T05:00:00.000Z' });
}
