import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { signHead } from '../server/anchor/anchor.ts';
import { appendAnchors } from '../server/anchor/file.ts';
import { openKey } from '../server/anchor/key.ts';
import { readConfig, type Config } from '../server/config.ts';
import { openStore, type Store } from '../server/store.ts';
import { checkBackup, type Checked } from './backup/check.ts';
import { passphraseIn } from './backup/cipher.ts';
import { noteInBooks } from './backup/note.ts';
import { finish, putBackup, refuseUnlessEmpty } from './backup/put.ts';
import { BackupRefused } from './backup/refused.ts';
import { strangeSigner } from './backup/signer.ts';
import { startOn, type Found } from './place.ts';

const USAGE = `npm run restore -- FOLDER [--into DIR | MONGODB_URI] [--passphrase-file FILE] [--check]
Verifies a backup, then fills an empty store with it: by default the one that the settings name. Nothing is overwritten.
  --into DIR   the data folder to fill, in place of DATA_DIR
  --check      only verifies the backup
Ends with 0 when it is done, 1 when the backup is refused or the store is not empty, 2 when there is nothing to do.`;

const MB = 1024 * 1024;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      into: { type: 'string' },
      'passphrase-file': { type: 'string' },
      check: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [given, uri] = positionals;
  if (values.help) return tell(USAGE, 0);
  if (given === undefined) return tell(USAGE, 2);
  try {
    const folder = resolve(given);
    const passphrase = values['passphrase-file'] ? await passphraseIn(values['passphrase-file']) : null;
    const start = performance.now();
    const checked = await checkBackup(folder, passphrase);
    console.log(`备份完好 · the backup is sound: ${folder} (${seconds(start)})`);
    describe(checked);
    const into = values.into ? { DATA_DIR: values.into, FILES_DIR: undefined, MONGODB_URI: undefined } : {};
    const config = readConfig({ ...process.env, ...into });
    const strange = await strangeSigner(config.anchorDir, checked.manifest);
    if (strange) console.error(strange);
    if (values.check) return 0;
    const code = await restore(folder, checked, config, uri);
    if (code === 0) console.log(`下一步 · next: ${values.into ? `DATA_DIR=${values.into} ` : ''}npm start`);
    return code;
  } catch (problem) {
    return tell(`没有恢复 · Not restored: ${(problem as Error).message}`, 1);
  }
}

async function restore(
  folder: string,
  checked: Checked,
  config: Config,
  uri = config.MONGODB_URI,
): Promise<number> {
  const place = await emptyPlace(config.dataDir, uri);
  if ('why' in place) return tell(place.why, 1);
  const start = performance.now();
  try {
    const store = await openStore(place.uri, 5_000);
    try {
      await refuseUnlessEmpty(store.connection);
      await putBackup(folder, checked, { connection: store.connection, filesDir: config.filesDir });
      await noteInBooks(store, checked.manifest, { now: Date.now(), zone: config.TZ_NAME });
      await anchorRestore(config.anchorDir, checked, store);
      await finish(store.connection);
      sayDone(checked, store, uri ?? config.dataDir, performance.now() - start);
      return 0;
    } finally {
      await store.close();
    }
  } finally {
    await place.close();
  }
}

/** A store that nobody serves: the one at an address, or a new one in a folder that has none. */
async function emptyPlace(dataDir: string, uri: string | undefined): Promise<Found> {
  if (uri) return { uri, close: () => Promise.resolve() };
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new BackupRefused(
      `${dataDir} 不是空目录，不会覆盖：请先移走，或用 --into 指定空目录`,
      `${dataDir} is not empty, and nothing is overwritten: move it away first, or name an empty folder with --into`,
    );
  await mkdir(join(dataDir), { recursive: true });
  return startOn(dataDir);
}

/** From now on earlier anchors are void for what came after the backup: signed, or anybody could say so. */
async function anchorRestore(dir: string | null, { manifest }: Checked, { epoch }: Store): Promise<void> {
  if (dir === null) return;
  const key = await openKey(dir);
  const at = new Date().toISOString();
  await appendAnchors(
    dir,
    manifest.books.map((head) => signHead({ ...head, at, epoch, what: 'restored' }, key)),
  );
}

function describe({ manifest, entries }: Checked): void {
  const { at, books, files } = manifest;
  console.log(`做成时间 · made at ${at}; ${entries} entries, ${files.count} files`);
  for (const { book, seq, hash } of books) console.log(`${book}: 第 ${seq} 条 · entry ${seq}, head ${hash}`);
}

function sayDone({ bytes }: Checked, { epoch }: Store, where: string, ms: number): void {
  const rate = bytes > 50 * MB ? ` (${(((ms / 60_000) * 1024 * MB) / bytes).toFixed(1)} min per GB)` : '';
  console.log(`恢复完成 · restored into ${where} in ${(ms / 1000).toFixed(1)} s${rate}, epoch ${epoch}`);
  console.log('所有人需要重新登录；手机和值班台会自动补报备份之后已送达的报告。');
  console.log(
    'Everybody signs in again; phones and desks offer by themselves what was delivered after the backup.',
  );
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function tell(words: string, code: number): number {
  console.error(words);
  return code;
}
