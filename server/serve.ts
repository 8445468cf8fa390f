import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Presence } from '../shared/wire.ts';
import { openAccounts } from './accounts/accounts.ts';
import { openAnchors } from './anchor/keepAnchors.ts';
import { Books } from './books.ts';
import type { Config } from './config.ts';
import { openFeeds } from './accounts/feeds.ts';
import { openContacts } from './contacts/contacts.ts';
import type { DiskWatch } from './disk.ts';
import { openDoor, type Door } from './door.ts';
import { eraser } from './effects/erase.ts';
import { ROUTES } from './http/routes.ts';
import { buildApp, type AppSetting } from './http/app.ts';
import { tokenIn } from './http/cookies.ts';
import { handlersOf } from './http/handlers/all.ts';
import { origins } from './http/origin.ts';
import { openKeepers, watchDisks, type Closer, type Keepers } from './keepers.ts';
import { keepPresence } from './live/keepPresence.ts';
import { Live, type LiveSetting } from './live/sockets.ts';
import { openLog, reporting, type Report } from './log.ts';
import { exchangePresence } from './neighbours.ts';
import { keepRights } from './rights.ts';
import { watchCommands, type Submit } from './security/commands.ts';
import { deniedAtGate, submitFrom, turnedAway } from './security/doors.ts';
import { openSecurityRoom, type SecurityRoom } from './security/room.ts';
import { tileHosts } from './tileHosts.ts';
import { attend } from './watch/attend.ts';
import { openHooks, type Hooks } from './watch/hooks.ts';
import { openWatch, type Watch } from './watch/watch.ts';
import { VERSION } from './version.ts';

/** A server that takes commands. */
export interface Running {
  /** Where it answers, e.g. `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** The one-time code of the first set-up; null when the set-up is done. */
  readonly setupCode: string | null;
  /** Guards the event loop of this process, and ends it when it stands: for a process that is started anew. */
  guard(): void;
  close(): Promise<void>;
}

const here = import.meta.url;
/** The built screens, from the sources as well as from the build. */
const SCREENS = fileURLToPath(new URL(here.endsWith('.ts') ? '../dist/client' : '../client', here));

/**
 * Composes the server and starts it: port, store, journal, books, accounts, files, HTTP, sockets. The port is open
 * first: while the store is away, or the disk too full to open it, whoever comes is told so, and this waits.
 *
 * @param now milliseconds since 1970
 * @param hooks what a test may do to it; sealed unless the process was started for a test
 * @throws EmbeddedInUse when another server has the data folder; what was opened by then is closed again
 */
export async function serve(
  config: Config,
  now: () => number = Date.now,
  hooks: Hooks = openHooks(process.env),
): Promise<Running> {
  const closers: Closer[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await compose(config, now, hooks, closers)), close };
  } catch (problem) {
    await close();
    throw problem;
  }
}

async function compose(
  config: Config,
  now: () => number,
  hooks: Hooks,
  closers: Closer[],
): Promise<Omit<Running, 'close'>> {
  const log = openLog(config.LOG_LEVEL);
  const report = reporting(log);
  const watch = openWatch(log, hooks);
  closers.push(() => watch.close());
  const me = randomUUID();
  const door = await openDoor(config);
  closers.push(() => door.shut());
  const disk = await watchDisks(config);
  closers.push(() => disk.close());
  disk.onChange((state, freeBytes) => log.warn({ state, freeBytes }, 'the disk has changed its state'));
  const keep = await openKeepers({ config, me, disk, report, now, watch }, closers);
  const rooms = await openRooms(config, { ...keep, disk, now, watch }, report, closers);
  const { accounts } = rooms;
  const { epoch } = keep.store;
  const anchors = await anchor(config, keep, rooms.books, report, now);
  closers.push(() => anchors.close());
  const touch = (token: string) =>
    void accounts.attended(token).catch((problem) => report('idle time', problem));
  const sessionOf = (token: string) => accounts.sessionOf(token);
  const room = await openLogRoom(config, { ...keep, ...rooms, now, report }, closers);
  const setting = {
    ...keep,
    ...rooms,
    room,
    submit: watchCommands(room.security, (...given) => rooms.books.submit(...given), report),
    ...{ config, epoch, me, touch, report, sessionOf, now, disk, watch, version: VERSION },
    metrics: watch.metrics,
  };
  const { handlers, setupCode } = await handlersOf(setting);

  const audiences = openHouse(config, setting, handlers, door, closers);
  attend(watch, { ...setting, http: door.http, anchors, audiences });
  closers.push(() => rooms.books.rest());
  return { origin: door.origin, setupCode, guard: watch.guard };
}

type Setting = Omit<LiveSetting, 'tokenOf' | 'isOurs' | 'submit' | 'turnedAway'> &
  Keepers & {
    readonly me: string;
    readonly room: SecurityRoom;
    readonly submit: Submit;
    readonly watch: Watch;
  };

/** Who came in, was turned away, or acted as administrator: docs/operations/security.md. */
async function openLogRoom(
  config: Config,
  { store, lease, books, now, report }: Keepers & Pick<LiveSetting, 'books' | 'now' | 'report'>,
  closers: Closer[],
): Promise<SecurityRoom> {
  const zone = () => books.real.tail.world.tables.unit.get('unit')?.zone ?? config.TZ_NAME;
  const { connection } = store;
  const about = { days: config.SECURITY_LOG_DAYS, version: VERSION, settings: config };
  const room = await openSecurityRoom({ connection, lease, zone, now, report, ...about });
  closers.push(() => room.close());
  return room;
}

/** HTTP and sockets: whatever comes in, comes in here. */
function openHouse(
  config: Config,
  setting: Setting,
  handlers: AppSetting['handlers'],
  door: Door,
  closers: Closer[],
): () => Map<string, number> {
  const { books, sessionOf, report, me, lease, room, watch } = setting;
  const proxies = config.TRUST_PROXY;
  const { isOurs, isSecure } = origins(config.PUBLIC_ORIGINS, proxies);
  const app = buildApp({
    ...{ origins: { isOurs, isSecure }, sessionOf, proxies },
    handlers,
    report,
    answered: watch.answered,
    metricsToken: config.METRICS_TOKEN,
    denied: deniedAtGate(room),
    screens: SCREENS,
    tileHosts: () => tileHosts(books.real.tail.world),
  });
  const tokenOf = (request: IncomingMessage) => tokenIn(request, isSecure(request));
  const submit = submitFrom(setting.submit, proxies);
  const away = turnedAway({ ...room, tokenOf, proxies });
  const doors = { tokenOf, isOurs, submit, turnedAway: away, meter: watch.meter };
  const live = new Live(door.http, { ...setting, ...doors });
  closers.push(
    () => door.shut(),
    () => live.close(),
  );
  const exchange = (mine: Presence) =>
    lease.hasOthers ? exchangePresence(setting.store.connection, me, mine) : nobody;
  closers.push(keepPresence(live, exchange, watch.troubles));
  door.open(app);
  return () => live.audiences();
}

/** The books, and who may act in them. */
async function openRooms(
  config: Config,
  keep: Keepers & { disk: DiskWatch; now: () => number; watch: Watch },
  report: Report,
  closers: Closer[],
) {
  const { disk, now, watch } = keep;
  const { connection } = keep.store;
  const contacts = openContacts({ connection });
  const dropContact = async (id: string) => void (await contacts.remove(id));
  const feeds = openFeeds({ connection, roles: ROUTES['POST /api/feeds'].roles, now });
  await Promise.all([contacts.ready(), feeds.ready()]);
  const erase = eraser({ ...keep, dropFile: keep.files.remove, dropContact });
  const { told, isHeld } = watch;
  const { hasRoom } = disk;
  const books = await Books.open({ ...keep, zone: config.TZ_NAME, report, erase, hasRoom, told, isHeld });
  closers.push(() => books.close());
  const fault = (problem: unknown) => void report('a change of rights is untold', problem);
  const accounts = openAccounts({ connection, now, ...groundOf(books), fault });
  await accounts.ready();
  closers.push(keepRights(accounts, books));
  return { books, accounts, contacts, feeds };
}

/** Signs the heads of the books where whoever writes the database cannot; see docs/operations/backup.md. */
function anchor(
  { anchorDir, dataDir }: Config,
  { lease, store }: Keepers,
  books: Books,
  report: Report,
  now: () => number,
) {
  const heads = () => books.list().map(({ tail: { world } }) => world);
  const { epoch } = store;
  return openAnchors({ dir: anchorDir, dataDir, epoch, heads, lease, now, report });
}

const nobody: Promise<Presence[]> = Promise.resolve([]);
function groundOf(books: Books) {
  const tables = () => books.real.tail.world.tables;
  return {
    villageKnown: (id: string) => tables().village.has(id),
    unitWords: () => [...tables().unit.values(), ...tables().village.values()].map((row) => row.name),
  };
}
