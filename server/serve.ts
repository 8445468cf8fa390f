import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { openAccounts } from './accounts/accounts.ts';
import { Books } from './books.ts';
import type { Config } from './config.ts';
import { openContacts } from './contacts/contacts.ts';
import { eraser } from './effects/erase.ts';
import { startEmbedded } from './embedded/start.ts';
import { openFiles } from './files/files.ts';
import { buildApp } from './http/app.ts';
import { tokenIn } from './http/cookies.ts';
import { handlersOf } from './http/handlers/all.ts';
import { origins } from './http/origin.ts';
import { mongoJournal } from './journal/mongoJournal.ts';
import { openLease } from './lease.ts';
import { keepPresence } from './live/keepPresence.ts';
import { Live } from './live/sockets.ts';
import { openLog, reporting } from './log.ts';
import { exchangePresence } from './neighbours.ts';
import { mongoRecords } from './records/mongoRecords.ts';
import { keepRights } from './rights.ts';
import { mongoSnapshots } from './snapshots/mongoSnapshots.ts';
import { openStore } from './store.ts';

/** A server that takes commands. */
export interface Running {
  /** Where it answers, e.g. `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** The one-time code of the first set-up; null when the set-up is done. */
  readonly setupCode: string | null;
  close(): Promise<void>;
}

/** What was opened, to be closed in the opposite order. */
type Closer = () => unknown;

/**
 * Composes the server and starts it: store, journal, books, accounts, files, HTTP, sockets.
 *
 * @throws EmbeddedInUse when another server has the data folder; what was opened by then is closed again
 */
export async function serve(config: Config): Promise<Running> {
  const closers: Closer[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await compose(config, closers)), close };
  } catch (problem) {
    await close();
    throw problem;
  }
}

async function compose(config: Config, closers: Closer[]): Promise<Omit<Running, 'close'>> {
  const report = reporting(openLog(config.LOG_LEVEL));
  const me = randomUUID();
  const now = Date.now;
  const keep = await keepers(config, me, closers);
  const { journal, records, files } = keep;
  const erase = eraser({ journal, records, dropFiles: (ids) => dropAll(files.remove, ids) });
  const books = await Books.open({ ...keep, now, zone: config.TZ_NAME, report, erase });
  closers.push(() => books.close());
  const { connection, epoch } = keep.store;
  const { villageKnown, unitWords } = groundOf(books);
  const accounts = openAccounts({ connection, now, villageKnown, unitWords, fault: (problem) => report('a change of rights is untold', problem) });
  const contacts = openContacts({ connection, now });
  await Promise.all([accounts.ready(), contacts.ready()]);
  closers.push(keepRights(accounts, books));

  const { isOurs, isSecure } = origins(config.PUBLIC_ORIGINS, config.TRUST_PROXY);
  const { handlers, setupCode } = await handlersOf({ ...keep, config, books, accounts, contacts, now, epoch, report });
  const sessionOf = (token: string) => accounts.sessionOf(token);
  const screens = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../dist/client' : '../client', import.meta.url));
  const gate = { origins: { isOurs, isSecure }, sessionOf };
  const app = buildApp({ ...gate, handlers, report, screens, proxies: config.TRUST_PROXY, tileHosts: () => tileHosts(books) });
  const http = createServer({ requestTimeout: 60_000, headersTimeout: 15_000 }, app);
  const touch = (token: string) => void accounts.attended(token).catch((problem) => report('idle time not noted', problem));
  const tokenOf = (request: Parameters<typeof isSecure>[0]) => tokenIn(request, isSecure(request));
  const live = new Live(http, { books, epoch, now, sessionOf, tokenOf, isOurs, touch });
  closers.push(() => shut(http), () => live.close());
  closers.push(keepPresence(live, (mine) => (keep.lease.hasOthers ? exchangePresence(connection, me, mine) : Promise.resolve([]))));
  await listen(http, config);
  return { origin: originOf(http, config), setupCode };
}

/** Everything that keeps something, its indexes built before the first write. */
async function keepers(config: Config, me: string, closers: Closer[]) {
  const uri = config.MONGODB_URI ?? (await embedded(config, closers));
  const store = await openStore(uri);
  closers.push(() => store.close());
  const { connection } = store;
  const journal = mongoJournal(connection);
  const records = mongoRecords(connection);
  const snapshots = mongoSnapshots(connection);
  const files = openFiles({ connection, dir: config.filesDir, allowance: { total: config.FILES_QUOTA_MB }, now: Date.now });
  await Promise.all([journal.ready(), records.ready(), snapshots.ready(), files.ready()]);
  closers.push(() => files.close());
  const lease = await openLease(connection, me);
  closers.push(() => lease.close());
  return { store, journal, records, snapshots, files, lease };
}

async function embedded(config: Config, closers: Closer[]): Promise<string> {
  const store = await startEmbedded({ dataDir: config.dataDir, noSync: config.STORE_NO_SYNC });
  closers.push(() => store.stop());
  return store.uri;
}

function groundOf(books: Books) {
  const tables = () => books.real.tail.world.tables;
  return {
    villageKnown: (id: string) => tables().village.has(id),
    unitWords: () => [...tables().unit.values(), ...tables().village.values()].map((row) => row.name),
  };
}

/** The hosts of the map tiles the unit has chosen: pages may load pictures from there and from nowhere else. */
function tileHosts(books: Books): string[] {
  const base = books.real.tail.world.tables.unit.get('unit')?.base;
  if (base?.type !== 'tiles') return [];
  const { protocol, host } = new URL(base.url.replace(/\{[^}]*\}/g, 'x'));
  return [`${protocol}//${host.replace(/^x\./, '*.')}`];
}

async function dropAll(drop: (id: string) => Promise<void>, ids: readonly string[]): Promise<void> {
  for (const id of ids) await drop(id);
}

function listen(http: Server, { PORT, HOST }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(PORT, HOST, resolve);
  });
}

function originOf(http: Server, { HOST }: Config): string {
  const { port } = http.address() as AddressInfo;
  return `http://${HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST}:${port}`;
}

function shut(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeIdleConnections();
    setTimeout(() => http.closeAllConnections(), 3_000).unref();
  });
}
