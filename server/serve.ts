import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Presence } from '../shared/wire.ts';
import { openAccounts } from './accounts/accounts.ts';
import { openAnchors } from './anchor/keepAnchors.ts';
import { Books } from './books.ts';
import type { Config } from './config.ts';
import { openContacts } from './contacts/contacts.ts';
import { eraser } from './effects/erase.ts';
import { startEmbedded } from './embedded/start.ts';
import { openFiles } from './files/files.ts';
import { buildApp, type AppSetting } from './http/app.ts';
import { tokenIn } from './http/cookies.ts';
import { handlersOf } from './http/handlers/all.ts';
import { origins } from './http/origin.ts';
import { mongoJournal } from './journal/mongoJournal.ts';
import { openLease } from './lease.ts';
import { keepPresence } from './live/keepPresence.ts';
import { Live, type LiveSetting } from './live/sockets.ts';
import { openLog, reporting, type Report } from './log.ts';
import { exchangePresence } from './neighbours.ts';
import { mongoRecords } from './records/mongoRecords.ts';
import { keepRights } from './rights.ts';
import { mongoSnapshots } from './snapshots/mongoSnapshots.ts';
import { openStore } from './store.ts';
import { tileHosts } from './tileHosts.ts';

/** A server that takes commands. */
export interface Running {
  /** Where it answers, e.g. `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** The one-time code of the first set-up; null when the set-up is done. */
  readonly setupCode: string | null;
  close(): Promise<void>;
}

const VERSION = '0.1.0';
const here = import.meta.url;
/** The built screens, from the sources as well as from the build. */
const SCREENS = fileURLToPath(new URL(here.endsWith('.ts') ? '../dist/client' : '../client', here));

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
  const keep = await keepers(config, me, closers);
  const rooms = await openRooms(config, keep, report, closers);
  const { accounts } = rooms;
  const { epoch } = keep.store;
  const anchors = await anchor(config, keep, rooms.books, report);
  closers.push(() => anchors.close());
  const touch = (token: string) =>
    void accounts.attended(token).catch((problem) => report('idle time', problem));
  const sessionOf = (token: string) => accounts.sessionOf(token);
  const setting = {
    ...keep,
    ...rooms,
    config,
    epoch,
    me,
    touch,
    report,
    sessionOf,
    now: Date.now,
    version: VERSION,
  };
  const { handlers, setupCode } = await handlersOf(setting);

  const http = openDoors(config, setting, handlers, closers);
  await listen(http, config);
  return { origin: originOf(http, config), setupCode };
}

type Setting = Omit<LiveSetting, 'tokenOf' | 'isOurs'> & Keepers & { readonly me: string };

/** HTTP and sockets: whatever comes in, comes in here. */
function openDoors(
  config: Config,
  setting: Setting,
  handlers: AppSetting['handlers'],
  closers: Closer[],
): Server {
  const { books, sessionOf, report, me, lease } = setting;
  const { isOurs, isSecure } = origins(config.PUBLIC_ORIGINS, config.TRUST_PROXY);
  const gate = { origins: { isOurs, isSecure }, sessionOf, proxies: config.TRUST_PROXY };
  const app = buildApp({
    ...gate,
    handlers,
    report,
    screens: SCREENS,
    tileHosts: () => tileHosts(books.real.tail.world),
  });
  const http = createServer({ headersTimeout: 15_000 }, app);
  const tokenOf = (request: IncomingMessage) => tokenIn(request, isSecure(request));
  const live = new Live(http, { ...setting, tokenOf, isOurs });
  closers.push(
    () => shut(http),
    () => live.close(),
  );
  const exchange = (mine: Presence) =>
    lease.hasOthers ? exchangePresence(setting.store.connection, me, mine) : nobody;
  closers.push(keepPresence(live, exchange));
  return http;
}

/** The books, and who may act in them. */
async function openRooms(config: Config, keep: Keepers, report: Report, closers: Closer[]) {
  const { connection } = keep.store;
  const contacts = openContacts({ connection });
  const dropContact = async (id: string) => void (await contacts.remove(id));
  await contacts.ready();
  const erase = eraser({ ...keep, dropFile: keep.files.remove, dropContact });
  const books = await Books.open({ ...keep, now: Date.now, zone: config.TZ_NAME, report, erase });
  closers.push(() => books.close());
  const fault = (problem: unknown) => void report('a change of rights is untold', problem);
  const accounts = openAccounts({ connection, ...groundOf(books), fault });
  await accounts.ready();
  closers.push(keepRights(accounts, books));
  return { books, accounts, contacts };
}

/** Signs the heads of the books where whoever writes the database cannot; see docs/operations/backup.md. */
function anchor({ anchorDir, dataDir }: Config, { lease, store }: Keepers, books: Books, report: Report) {
  const heads = () => books.list().map(({ tail: { world } }) => world);
  const { epoch } = store;
  return openAnchors({ dir: anchorDir, dataDir, epoch, heads, lease, now: Date.now, report });
}

const nobody: Promise<Presence[]> = Promise.resolve([]);
type Keepers = Awaited<ReturnType<typeof keepers>>;

/** Everything that keeps something, its indexes built before the first write. */
async function keepers(config: Config, me: string, closers: Closer[]) {
  const uri = config.MONGODB_URI ?? (await embedded(config, closers));
  const store = await openStore(uri);
  closers.push(() => store.close());
  const { connection } = store;
  const journal = mongoJournal(connection);
  const records = mongoRecords(connection);
  const snapshots = mongoSnapshots(connection);
  const files = openFiles({
    connection,
    dir: config.filesDir,
    allowance: { total: config.FILES_QUOTA_MB },
    now: Date.now,
  });
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

/** Requests in hand get a second; long polls and what hangs are then cut. */
function shut(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeIdleConnections();
    setTimeout(() => http.closeAllConnections(), 1_000).unref();
  });
}
