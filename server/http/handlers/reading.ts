import { audienceOf, type Audience } from '../../../shared/roles.ts';
import { isTable } from '../../../shared/rows.ts';
import type { Frame } from '../../../shared/wire.ts';
import type { Session } from '../../accounts/contract.ts';
import type { Book, Books } from '../../books.ts';
import { faults } from '../../faults.ts';
import type { Journal } from '../../journal/journal.ts';
import { missed } from '../../live/greet.ts';
import { clockOf } from '../../live/publisher.ts';
import type { snapshotsFor } from '../../live/snapshotFor.ts';
import { isLater, type Later } from '../../live/turnstile.ts';
import type { Records } from '../../records/records.ts';
import type { Asked, Handle, Reply } from '../route.ts';
import type { RouteKey } from '../routes.ts';

export interface ReadingSetting {
  readonly books: Books;
  readonly journal: Journal;
  readonly records: Records;
  readonly epoch: string;
  readonly now: () => number;
  readonly snapshot: ReturnType<typeof snapshotsFor>;
  readonly sessionOf: (token: string) => Promise<Session | null>;
}
type Reading =
  | 'GET /api/snapshot'
  | 'GET /api/changes'
  | 'GET /api/books'
  | 'GET /api/records/:table'
  | 'GET /api/journal';

const LONG_POLL_MS = 25_000;
const PAGE = 200;
const none: Reply = {
  status: 404,
  body: { code: 'http.unknown', zh: '没有这个内容', en: 'There is no such thing' },
};

/** Reading is generic: a noun needs no route of its own. Everything passes through `see`. */
export function readingHandlers(setting: ReadingSetting): Pick<Record<RouteKey, Handle>, Reading> {
  return {
    'GET /api/snapshot': (asked) =>
      within(setting, asked, (book, audience) => snapshot(setting, asked, book, audience)),
    'GET /api/changes': (asked) =>
      within(setting, asked, (book, audience) => changes(setting, asked, book, audience)),
    'GET /api/books': async () => ({ status: 200, body: { books: setting.books.list().map(titleOf) } }),
    'GET /api/records/:table': (asked) =>
      within(setting, asked, (book, audience) => look(setting, asked, book, audience)),
    'GET /api/journal': (asked) => within(setting, asked, (book) => range(setting, asked, book)),
  };
}

async function within(
  { books }: ReadingSetting,
  asked: Asked,
  read: (book: Book, audience: Audience) => Promise<Reply>,
): Promise<Reply> {
  const book = await books.at((asked.query as { book: string }).book);
  return book ? read(book, audienceOf((asked.session as Session).principal)) : none;
}

async function snapshot(
  setting: ReadingSetting,
  asked: Asked,
  book: Book,
  audience: Audience,
): Promise<Reply> {
  const accepts = String(asked.headers['accept-encoding'] ?? '');
  const encoding = /\bbr\b/.test(accepts) ? 'br' : 'gzip';
  const bytes = await setting.snapshot(book, audience, encoding);
  if (isLater(bytes)) return busy(bytes);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-encoding': encoding,
    vary: 'accept-encoding',
  };
  return { status: 200, bytes, headers };
}

/** Too many at once: the screen asks again, as after any silence, and not sooner than it is told. */
function busy({ retryAfterMs }: Later): Reply {
  const headers = { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) };
  return { status: 503, body: faults.busy().fault, headers };
}

/**
 * The way round a proxy that blocks WebSockets: waits until the audience sees something, or for 25 seconds. Who asks
 * is looked at again after each wait: a session may have ended, or its audience changed.
 */
async function changes(
  setting: ReadingSetting,
  asked: Asked,
  book: Book,
  audience: Audience,
): Promise<Reply> {
  const query = asked.query as { since: string; epoch: string };
  const since = Number(query.since);
  const until = performance.now() + LONG_POLL_MS; // a clock that nobody sets
  for (;;) {
    const rows = query.epoch === setting.epoch ? missed(book, audience, since) : null;
    if (!rows) return stale(setting.epoch);
    if (rows.length > 0 || performance.now() >= until || asked.gone.aborted) {
      // Row by row, never on sheets: no `hello` has told which protocol the page speaks.
      const frame: Frame = { from: since, to: book.tail.world.seq, at: clockOf(book, setting.now()), rows };
      return { status: 200, body: frame };
    }
    await changeOrTime(book, until - performance.now(), asked.gone);
    const session = asked.token ? await setting.sessionOf(asked.token) : null;
    if (!session || audienceOf(session.principal) !== audience) return stale(setting.epoch);
  }
}

function stale(epoch: string): Reply {
  const sentence = {
    zh: '画面已过期，请重新取全部内容',
    en: 'What you have is out of date: fetch the snapshot',
  };
  return { status: 409, body: { code: 'changes.stale', ...sentence, epoch } };
}

function changeOrTime(book: Book, ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      deaf();
      clearTimeout(timer);
      gone.removeEventListener('abort', done);
      resolve();
    };
    const deaf = book.tail.listen(done);
    const timer = setTimeout(done, ms);
    gone.addEventListener('abort', done);
  });
}

interface Looking {
  readonly find?: string;
  readonly before?: string;
  readonly limit?: string;
  readonly of?: string;
}

async function look(
  { records }: ReadingSetting,
  asked: Asked,
  book: Book,
  audience: Audience,
): Promise<Reply> {
  const table = asked.params.table ?? '';
  if (!isTable(table)) return none;
  const { find, before, limit, of } = asked.query as Looking;
  const question = {
    book: book.name,
    table,
    audience,
    limit: pageOf(limit),
    ...(find ? { find } : {}),
    ...(of ? { of } : {}),
    ...(before ? { before: Number(before) } : {}),
  };
  return { status: 200, body: { rows: await records.ask(question) } };
}

/** Journal entries as they are: for those who may read what everybody did. */
async function range({ journal }: ReadingSetting, asked: Asked, book: Book): Promise<Reply> {
  const { after, limit } = asked.query as { after: string; limit?: string };
  const entries = await journal.read(book.name, Number(after), pageOf(limit));
  return { status: 200, body: { entries: entries.filter(({ seq }) => seq <= book.tail.world.seq) } };
}

function pageOf(limit: string | undefined): number {
  return Math.max(1, Math.min(PAGE, Number(limit ?? PAGE)));
}

function titleOf({ name, tail }: Book): object {
  const row = tail.world.tables.book.get('book');
  return { name, kind: row?.kind ?? 'real', title: row?.title ?? null, closedAt: row?.closedAt ?? null };
}
