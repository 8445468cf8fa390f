import { createReadStream, mkdtempSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Collection } from 'mongodb';
import { GENESIS, type Entry } from '../../../shared/entry.ts';
import type { Envelope } from '../../../shared/wire.ts';
import { startEmbedded } from '../../../server/embedded/start.ts';
import { seal } from '../../../server/journal/chain.ts';
import { cpuMs, serveRoom } from '../room.ts';
import { reportEvent } from '../sample.ts';

/** The barest server there can be: `node:http`, one file, and the store without anything between. */
const calls = {
  /** A store like the product's own, with a journal that nobody checks. */
  async keep({ disk }: { disk: boolean }) {
    const dataDir = mkdtempSync(join(tmpdir(), 'zhishou-bare-'));
    const embedded = await startEmbedded({ dataDir, noSync: !disk });
    const writeConcern = { w: 'majority', j: true } as const;
    const client = await new MongoClient(embedded.uri, { maxPoolSize: 20, writeConcern }).connect();
    journal = client.db('zhishou').collection<Stored>('journal');
    await journal.createIndex({ commandId: 1 }, { unique: true });
    await journal.createIndex({ book: 1, about: 1 });
    return listen((request, response) => void take(request, response));
  },
  /** One file, read from the disk for each request. */
  serve: ({ file, encoding }: { file: string; encoding: string | null }) =>
    listen((_request, response) => {
      const head = {
        'content-type': 'application/json; charset=utf-8',
        'content-length': statSync(file).size,
      };
      response.writeHead(200, encoding ? { ...head, 'content-encoding': encoding } : head);
      createReadStream(file).pipe(response);
    }),
  cpu: () => cpuMs(),
};
export type BareHost = typeof calls;

type Stored = Entry & { _id: string };
let journal: Collection<Stored>;
const waiting: { entry: Stored; done: () => void }[] = [];
let writing = false;
let seq = 0;
/** As large as the product's batches. */
const BATCH = 256;

/**
 * Parses the body and writes an entry of the product's form. At `/each` every request has an insert of its own; else
 * what comes meanwhile is written together, as the product does.
 */
async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { id } = JSON.parse(Buffer.concat(parts).toString()) as Envelope;
  seq += 1;
  const entry = { ...SAMPLE, _id: `real/${String(seq).padStart(12, '0')}`, seq, commandId: id };
  if (request.url === '/each') await journal.insertOne(entry);
  else {
    await new Promise<void>((done) => {
      waiting.push({ entry, done });
      if (!writing) void write();
    });
  }
  const text = JSON.stringify({ ok: true, seq, at: entry.at });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function write(): Promise<void> {
  writing = true;
  await Promise.resolve();
  while (waiting.length > 0) {
    const batch = waiting.splice(0, BATCH);
    await journal.insertMany(
      batch.map(({ entry }) => entry),
      { ordered: true },
    );
    for (const { done } of batch) done();
  }
  writing = false;
}

const SAMPLE: Entry = seal(
  {
    ...{ book: 'real', seq: 1, commandId: randomUUID(), command: 'report.submit' },
    at: '2026-04-05T13:28:00.000+08:00',
    by: { id: randomUUID(), name: '值班员', post: '主班' },
  },
  '0',
  [reportEvent()],
  GENESIS,
);

function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const http = createServer(answer);
  return new Promise((resolve) => {
    http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port));
  });
}

serveRoom(calls);
