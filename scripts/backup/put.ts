import { deserialize, type Document } from 'bson';
import { mkdir } from 'node:fs/promises';
import { accountModels, buildIndexes } from '../../server/accounts/models.ts';
import { beginRestore, endRestore, HalfRestored, refuseHalfRestored } from '../../server/backups.ts';
import { openContacts } from '../../server/contacts/contacts.ts';
import { fileRows } from '../../server/files/rows.ts';
import { mongoJournal } from '../../server/journal/mongoJournal.ts';
import type { Store } from '../../server/store.ts';
import { putFile, takePieces } from './bytes.ts';
import type { Checked } from './check.ts';
import { readPart } from './parts.ts';
import { BackupRefused } from './refused.ts';

type Connection = Store['connection'];

/** So many documents are written in one command. */
const BATCH = 1_000;
/** What a store has before anybody used it. */
const BLANK = ['epochs', 'backups'];

/** @throws BackupRefused when the store holds anything: nothing is ever overwritten */
export async function refuseUnlessEmpty(connection: Connection): Promise<void> {
  await refuseHalfRestored(connection).catch((problem: unknown) => {
    if (problem instanceof HalfRestored) throw new BackupRefused(...halves(problem.message));
    throw problem;
  });
  const found = (await connection.db?.listCollections({}, { nameOnly: true }).toArray()) ?? [];
  for (const { name } of found.filter((one) => !BLANK.includes(one.name))) {
    if (!(await connection.collection(name).findOne({}))) continue;
    throw new BackupRefused(
      '目标里已有数据，不会覆盖：请先把原来的目录移走，或用 --into 指定一个空目录',
      'There are data already, and nothing is overwritten: move that folder away first, or name an empty one with --into',
    );
  }
}

/**
 * Fills an empty store and the folder of files from a backup that was checked. Until the end the store is marked as
 * half restored, and no server begins on it.
 */
export async function putBackup(
  folder: string,
  { manifest, cipher }: Checked,
  { connection, filesDir }: { connection: Connection; filesDir: string },
): Promise<void> {
  await beginRestore(connection);
  await mkdir(filesDir, { recursive: true, mode: 0o700 });
  await layIndexes(connection);
  for (const part of manifest.parts) {
    const batches = readPart(folder, part, cipher);
    if (part.holds !== 'bytes') await insert(connection, part.holds, batches);
    else await takePieces(batches, (hash, size, pieces) => putFile(filesDir, hash, size, pieces));
  }
}

/** Servers may begin on the store. */
export async function finish(connection: Connection): Promise<void> {
  await endRestore(connection);
}

/** Before the first document: what must be unique is found to be so as it comes in. */
async function layIndexes(connection: Connection): Promise<void> {
  await mongoJournal(connection).ready();
  await buildIndexes(accountModels(connection));
  await openContacts({ connection }).ready();
  await fileRows(connection).ready();
}

async function insert(
  connection: Connection,
  name: string,
  batches: AsyncIterable<readonly Buffer[]>,
): Promise<void> {
  const collection = connection.collection(name);
  let waiting: Document[] = [];
  for await (const batch of batches) {
    for (const document of batch) waiting.push(deserialize(document, AS_IT_IS));
    if (waiting.length < BATCH) continue;
    await collection.insertMany(waiting, { ordered: true });
    waiting = [];
  }
  if (waiting.length > 0) await collection.insertMany(waiting, { ordered: true });
}

/** Every value of the type it had: an integer stays one. */
const AS_IT_IS = { promoteValues: false, promoteLongs: false, promoteBuffers: false } as const;

function halves(message: string): [string, string] {
  const [zh = '', en = ''] = message.split('\n');
  return [zh, en];
}
