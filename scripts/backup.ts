import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { noteBackup } from '../server/backups.ts';
import { readConfig, type Config } from '../server/config.ts';
import { openStore, type Store } from '../server/store.ts';
import { REAL } from '../shared/book/contract.ts';
import { checkBackup, type Checked } from './backup/check.ts';
import { newCipher, passphraseIn } from './backup/cipher.ts';
import { backupsIn, takeBackup, type Taken } from './backup/take.ts';
import { findStore } from './place.ts';
import { VERSION } from '../server/version.ts';

const USAGE = `npm run backup [-- --to DIR] [--passphrase-file FILE] [--then COMMAND] [--keep N] [--data DIR | MONGODB_URI]
Makes a backup of everything that cannot be made again, beside a running server or without one, and verifies it:
only then it counts. By default of the store that the settings name, into BACKUP_DIR.
  --passphrase-file FILE  encrypts it; without the passphrase nobody can restore it
  --then COMMAND          run afterwards, finds the backup in $BACKUP; BACKUP_COPY_COMMAND by default
  --keep N                removes all but the N newest backups there, once this one counts
Ends with 0 when it is made, verified and copied, 1 when something failed, 2 when there is no store.`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      data: { type: 'string' },
      'passphrase-file': { type: 'string' },
      then: { type: 'string' },
      keep: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return tell(USAGE, 0);
  const keep = Number(values.keep ?? Infinity);
  if (Number.isNaN(keep) || keep < 1) return tell(USAGE, 2);
  const config = readConfig({
    ...process.env,
    ...(values.data ? { DATA_DIR: values.data, FILES_DIR: undefined } : {}),
  });
  const place = await findStore(positionals[0], values.data);
  if ('why' in place) return tell(`${place.why}\n${USAGE}`, 2);
  try {
    const passphrase = values['passphrase-file'] ? await passphraseIn(values['passphrase-file']) : null;
    const to = resolve(values.to ?? config.backupDir);
    return await withStore(place.uri, (store) =>
      backUp(store, config, {
        to,
        passphrase,
        keep,
        then: values.then ?? config.BACKUP_COPY_COMMAND ?? null,
      }),
    );
  } catch (problem) {
    return tell(`备份失败 · The backup failed: ${(problem as Error).message}`, 1);
  } finally {
    await place.close();
  }
}

interface Wish {
  readonly to: string;
  readonly passphrase: string | null;
  readonly then: string | null;
  readonly keep: number;
}

async function backUp(store: Store, config: Config, { to, passphrase, then, keep }: Wish): Promise<number> {
  const start = performance.now();
  const taken = await takeBackup({
    ...{ store, to, anchorDir: config.anchorDir, filesDir: config.filesDir, version: VERSION, now: Date.now },
    cipher: passphrase === null ? null : (earlier) => newCipher(passphrase, earlier),
  });
  const checked = await verified(taken, passphrase);
  const folder = await taken.settle();
  const { at, books } = checked.manifest;
  const last = { at, seq: books.find(({ book }) => book === REAL)?.seq ?? 0 };
  await noteBackup(store.connection, { ...last, copiedAt: null });
  describe(folder, checked, performance.now() - start);
  for (const path of taken.damaged)
    console.error(`旧备份已损坏，请检查磁盘 · DAMAGED in the backup before, check the disk: ${path}`);
  if (then !== null) {
    const code = await run(then, folder);
    if (code !== 0)
      return tell(`异地复制失败 · THE COPY OFF THIS MACHINE FAILED (${code}): ${then}\n${folder}`, 1);
    await noteBackup(store.connection, { ...last, copiedAt: new Date().toISOString() });
    console.log(`已复制到异地 · copied: ${then}`);
  }
  for (const old of (await backupsIn(to)).slice(keep)) {
    await rm(old, { recursive: true });
    console.log(`旧备份已删除 · removed: ${old}`);
  }
  return 0;
}

/** A backup that does not stand up to it never gets its name. */
async function verified(taken: Taken, passphrase: string | null): Promise<Checked> {
  try {
    return await checkBackup(taken.folder, passphrase);
  } catch (problem) {
    await rm(taken.folder, { recursive: true, force: true });
    throw problem;
  }
}

function describe(folder: string, { manifest, entries, bytes }: Checked, ms: number): void {
  const { books, files, cipher } = manifest;
  console.log(`备份完成，已核验 · backup made and verified: ${folder}`);
  for (const { book, seq, hash } of books) console.log(`${book}: 第 ${seq} 条 · entry ${seq}, head ${hash}`);
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  const locked = cipher ? '已加密 · encrypted' : '未加密 · not encrypted';
  console.log(`${entries} entries, ${files.count} files, ${size}, ${(ms / 1000).toFixed(1)} s; ${locked}`);
  if (files.missing.length > 0)
    console.error(
      `缺少文件 · FILES MISSING ON THE DISK (${files.missing.length}): ${files.missing.join(' ')}`,
    );
}

/** The office's own command, in its own shell. */
function run(command: string, folder: string): Promise<number> {
  const child = spawn(command, { shell: true, stdio: 'inherit', env: { ...process.env, BACKUP: folder } });
  return new Promise((done) => {
    child.once('error', () => done(127));
    child.once('exit', (code) => done(code ?? 1));
  });
}

async function withStore(uri: string, work: (store: Store) => Promise<number>): Promise<number> {
  const store = await openStore(uri, 2_000);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function tell(words: string, code: number): number {
  console.error(words);
  return code;
}
