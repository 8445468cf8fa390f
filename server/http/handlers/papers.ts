import { dayOf } from '../../../shared/days.ts';
import { isRefusal, type Refusal } from '../../../shared/refusal.ts';
import type { World } from '../../../shared/world.ts';
import type { Session } from '../../accounts/contract.ts';
import type { FeedKind } from '../../accounts/feedKinds.ts';
import type { Feeds } from '../../accounts/feeds.ts';
import type { Book, Books } from '../../books.ts';
import type { Contacts } from '../../contacts/contacts.ts';
import type { ImportRefusal } from '../../imports/contract.ts';
import type { Imports } from '../../imports/openImports.ts';
import { clockOf } from '../../live/publisher.ts';
import { rosterCalendar } from '../../papers/rosterCalendar.ts';
import { rosterPaper } from '../../papers/rosterPaper.ts';
import { workbookOf, XLSX } from '../../papers/xlsx/workbook.ts';
import type { Asked, Handle, Reply } from '../route.ts';
import { pathId, ROUTES, type RouteKey } from '../routes.ts';

export interface PaperSetting {
  readonly books: Books;
  readonly contacts: Contacts;
  readonly feeds: Feeds;
  readonly imports: Imports;
  readonly now: () => number;
  readonly touch: (token: string) => void;
}
type Keys =
  | 'GET /api/papers/roster.xlsx'
  | 'POST /api/imports/roster'
  | 'GET /api/feeds'
  | 'POST /api/feeds'
  | 'DELETE /api/feeds/:id'
  | 'GET /api/feeds/:token.ics';

/** The roster out as a workbook and as calendars, and in from an office's own table. */
export function paperHandlers(setting: PaperSetting): Pick<Record<RouteKey, Handle>, Keys> {
  const { feeds } = setting;
  const mine = ({ session }: Asked) => (session as Session).principal.id;
  return {
    'GET /api/papers/roster.xlsx': (asked) => roster(setting, asked),
    'POST /api/imports/roster': (asked) => dryRun(setting, asked),
    'GET /api/feeds': async (asked) => ({ status: 200, body: { feeds: await feeds.listOf(mine(asked)) } }),
    async 'POST /api/feeds'(asked) {
      const made = await feeds.make(mine(asked), (asked.body as { kind: FeedKind }).kind);
      if (!made) return { status: 409, body: tooMany };
      return { status: 201, body: { ...made.feed, path: `/api/feeds/${made.token}.ics` } };
    },
    async 'DELETE /api/feeds/:id'(asked) {
      const id = pathId.safeParse(asked.params.id);
      return id.success && (await feeds.revoke(mine(asked), id.data)) ? { status: 204 } : none;
    },
    'GET /api/feeds/:token.ics': (asked) => calendar(setting, asked),
  };
}

const none: Reply = {
  status: 404,
  body: { code: 'http.unknown', zh: '没有这个地址', en: 'There is nothing at this address' },
};
const tooMany: Refusal = {
  code: 'feed.too-many',
  zh: '订阅地址已有 6 个，请先撤销不用的',
  en: 'You have six subscriptions already: revoke one that is not used',
};

interface OfMonth {
  readonly book: string;
  readonly month: string;
}

async function roster(setting: PaperSetting, asked: Asked): Promise<Reply> {
  const { book: name, month } = asked.query as OfMonth;
  const book = await setting.books.at(name);
  if (!book) return none;
  const { world } = book.tail;
  const { role } = (asked.session as Session).principal;
  const mayCall = (ROUTES['GET /api/contacts/:id'].roles as readonly string[]).includes(role);
  const phones = mayCall ? await phonesOf(setting.contacts, world, month) : new Map<string, string>();
  const today = dayOf(clockOf(book, setting.now()), zoneOf(world));
  const bytes = workbookOf(rosterPaper({ world, month, today, phoneOf: (id) => phones.get(id) ?? null }));
  const title = encodeURIComponent(`值班表${month}.xlsx`);
  const headers = {
    'Content-Type': XLSX,
    'Content-Disposition': `attachment; filename="roster-${month}.xlsx"; filename*=UTF-8''${title}`,
    'X-Content-Type-Options': 'nosniff',
  };
  return { status: 200, bytes, headers };
}

/** The numbers of those who are on duty in the month, and of nobody else. */
async function phonesOf(contacts: Contacts, world: World, month: string): Promise<Map<string, string>> {
  const shifts = [...world.tables.shift.values()].filter(({ day }) => day.startsWith(month));
  const ids = new Set(shifts.flatMap(({ posts }) => Object.values(posts)));
  const phones = new Map<string, string>();
  for (const id of ids) {
    const contactId = world.tables.person.get(id ?? '')?.contactId;
    const phone = contactId ? (await contacts.find(contactId))?.phone : null;
    if (id && phone) phones.set(id, phone);
  }
  return phones;
}

async function dryRun({ books, imports, now, touch }: PaperSetting, asked: Asked): Promise<Reply> {
  const { book: name, month } = asked.query as OfMonth;
  if (asked.token) touch(asked.token);
  const book = await books.at(name);
  if (!book) return none;
  const answer = await imports.roster(asked.stream, {
    world: book.tail.world,
    month,
    context: contextOf(book, asked, now()),
  });
  asked.stream.resume(); // what nobody wants is read on, so that the sender gets to read the answer
  return isRefusal(answer)
    ? { status: STATUS[answer.code as ImportRefusal] ?? 422, body: answer }
    : { status: 200, body: answer };
}

const STATUS: Partial<Record<ImportRefusal, number>> = {
  'import.cut-off': 408,
  'import.too-large': 413,
  'import.bomb': 413,
  'import.not-a-sheet': 415,
  'import.busy': 429,
};

function contextOf(book: Book, { session, requestId }: Asked, now: number) {
  const { principal } = session as Session;
  const zone = zoneOf(book.tail.world);
  return { commandId: requestId, principal, at: clockOf(book, now), zone, archived: [] };
}

/** Who may not have it is told exactly what is told of an address that was never given out. */
async function calendar({ feeds, books, now }: PaperSetting, asked: Asked): Promise<Reply> {
  const feed = await feeds.find(asked.params.token ?? '');
  if (!feed) return none;
  const whose = feed.kind === 'own' ? { accountId: feed.accountId } : 'everybody';
  const text = rosterCalendar(books.real.tail.world, whose, new Date(now()));
  return {
    status: 200,
    bytes: Buffer.from(text),
    headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
  };
}

function zoneOf({ tables }: World): string {
  return tables.unit.get('unit')?.zone ?? 'Asia/Shanghai';
}
