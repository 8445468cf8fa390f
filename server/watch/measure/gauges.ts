import { REAL } from '../../../shared/book/contract.ts';
import type { Trouble } from '../../../shared/wire.ts';
import type { Book } from '../../books.ts';
import type { LoopDelay } from './loop.ts';
import { latenessOf, silenceOf } from '../audit/lateness.ts';
import { Counter, Gauge } from './meters.ts';

/** What is read when the measurements are asked for. */
export interface Readings {
  readonly version: string;
  readonly now: () => number;
  readonly books: () => readonly Book[];
  /** How far the records of a book have come. */
  readonly projected: (book: string) => Promise<number>;
  readonly isHeld: () => boolean;
  readonly audiences: () => Iterable<readonly [audience: string, sockets: number]>;
  /** Bytes written to all sockets so far. */
  readonly socketBytes: () => number;
  readonly loop: LoopDelay;
  /** Null while nobody watches the disk. */
  readonly freeBytes: () => number | null;
  /** Milliseconds since 1970; null when there was none. */
  readonly lastBackup: () => Promise<number | null>;
  readonly lastAnchor: () => number | null;
  readonly troubles: () => readonly Trouble[];
}

const STARTED = Date.now() / 1000 - process.uptime();

/** Reads everything and returns it as text, beside what was counted. A reading that fails is left out. */
export function openGauges(readings: Readings): () => Promise<string> {
  const of = { ...duty(), ...machine() };
  const bytes = new Counter('zhishou_socket_bytes_total', 'Bytes written to the sockets of screens');
  const cpu = new Counter('process_cpu_seconds_total', 'CPU time of the server, user and system');
  of.info.setAll([[readings.version, 1]]);
  of.started.set(STARTED);
  return async () => {
    readDuty(of, readings);
    readMachine(of, readings);
    const after = async (last: Promise<number | null>) => ageOf(await last.catch(() => null), readings.now());
    of.behind.setAll(await behind(readings).catch(() => []));
    of.backup.set(await after(readings.lastBackup()));
    bytes.add([], Math.max(0, readings.socketBytes() - bytes.of()));
    const { user, system } = process.cpuUsage();
    cpu.add([], (user + system) / 1e6 - cpu.of());
    return [...Object.values(of), bytes, cpu].map((meter) => meter.text()).join('');
  };
}

function duty() {
  return {
    info: new Gauge('zhishou_info', 'The version of the product', 'version'),
    open: new Gauge('zhishou_takes_commands', 'Whether commands of the real book are taken'),
    held: new Gauge('zhishou_holds_lease', 'Whether this server does the single jobs'),
    head: new Gauge('zhishou_journal_head', 'The last entry of a book; of all exercises together', 'book'),
    behind: new Gauge('zhishou_records_behind_entries', 'Entries the records have still to take up', 'book'),
    late: new Gauge('zhishou_clock_lateness_seconds', 'How long the oldest thing is overdue', 'book'),
    silent: new Gauge(
      'zhishou_clock_silence_seconds',
      'Since when the clock has not finished a tick',
      'book',
    ),
    sockets: new Gauge('zhishou_sockets', 'Screens that follow a book, by audience', 'audience'),
    backup: new Gauge('zhishou_backup_age_seconds', 'Age of the last verified backup; absent without one'),
    anchor: new Gauge('zhishou_anchor_age_seconds', 'Age of the newest signed anchor; absent without one'),
    trouble: new Gauge('zhishou_trouble', 'What is wrong just now: 1 while it lasts', 'code'),
  };
}

/** Named as other programs on Node name them: dashboards know these. */
function machine() {
  return {
    started: new Gauge('process_start_time_seconds', 'When the server was started, since 1970'),
    rss: new Gauge('process_resident_memory_bytes', 'Memory of the server'),
    heap: new Gauge('nodejs_heap_size_used_bytes', 'Heap in use'),
    total: new Gauge('nodejs_heap_size_total_bytes', 'Heap in all'),
    external: new Gauge('nodejs_external_memory_bytes', 'Memory outside the heap that belongs to it'),
    p50: new Gauge('nodejs_eventloop_lag_p50_seconds', 'Delay of the event loop, median of the last minute'),
    p99: new Gauge('nodejs_eventloop_lag_p99_seconds', 'Delay of the event loop, 99th percentile'),
    max: new Gauge('nodejs_eventloop_lag_max_seconds', 'Delay of the event loop, the longest'),
    disk: new Gauge('zhishou_disk_free_bytes', 'Free bytes where the data lies'),
  };
}

function readDuty(of: ReturnType<typeof duty>, readings: Readings): void {
  const all = readings.books();
  const real = all.find(({ name }) => name === REAL);
  of.open.set(real?.desk.isOpen ? 1 : 0);
  of.held.set(readings.isHeld() ? 1 : 0);
  of.head.setAll(byKind(all, ({ tail }) => tail.world.seq, sum));
  const now = readings.now();
  of.late.setAll(byKind(all, (book) => latenessOf(book, now) / 1000, Math.max));
  of.silent.setAll(byKind(all, (book) => silenceOf(book) / 1000, Math.max));
  const sockets = new Map(AUDIENCES.map((audience) => [audience, 0]));
  for (const [audience, count] of readings.audiences()) sockets.set(audience, count);
  of.sockets.setAll(sockets);
  of.anchor.set(ageOf(readings.lastAnchor(), now));
  of.trouble.setAll(readings.troubles().map(({ code }) => [code, 1]));
}

function readMachine(of: ReturnType<typeof machine>, { loop, freeBytes }: Readings): void {
  const memory = process.memoryUsage();
  of.rss.set(memory.rss);
  of.heap.set(memory.heapUsed);
  of.total.set(memory.heapTotal);
  of.external.set(memory.external);
  const late = loop.read();
  of.p50.set(late.p50);
  of.p99.set(late.p99);
  of.max.set(late.max);
  of.disk.set(freeBytes());
}

const AUDIENCES = ['desk', 'wall', 'village', 'department'];

async function behind({ books, projected }: Readings) {
  const gaps = new Map<string, number>();
  for (const { name, tail } of books()) {
    const done = await projected(name);
    gaps.set(name, Math.max(0, tail.world.seq - done));
  }
  return byKind(books(), ({ name }) => gaps.get(name) ?? 0, sum);
}

/** The real book by itself, exercises together: their names are ids. */
function byKind(
  books: readonly Book[],
  read: (book: Book) => number,
  join: (a: number, b: number) => number,
): Map<string, number> {
  const values = new Map<string, number>();
  for (const book of books) {
    const kind = book.name === REAL ? 'real' : 'exercises';
    values.set(kind, join(values.get(kind) ?? 0, read(book)));
  }
  return values;
}

function sum(a: number, b: number): number {
  return a + b;
}

function ageOf(at: number | null, now: number): number | null {
  return at === null ? null : Math.max(0, (now - at) / 1000);
}
