import { isoIn } from '../../../shared/time.ts';
import type { Books } from '../../books.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Records } from '../../records/records.ts';
import type { Kind } from '../../security/contract.ts';
import { dueForErasure } from '../../security/retention.ts';
import type { SecurityRoom } from '../../security/room.ts';
import type { Handle, Reply } from '../route.ts';
import type { RouteKey } from '../routes.ts';

export interface SecuritySetting {
  readonly room: SecurityRoom;
  readonly books: Books;
  readonly journal: Journal;
  readonly records: Records;
  readonly now: () => number;
}

const PAGE = 100;

/** The security log and the list of what is due for erasure. Both are for looking; neither can change a thing. */
export function securityHandlers(
  setting: SecuritySetting,
): Pick<Record<RouteKey, Handle>, 'GET /api/security' | 'GET /api/retention'> {
  return {
    'GET /api/security': async ({ query }) => lines(setting, query as Asking),
    async 'GET /api/retention'({ query }) {
      const { book: name, limit } = query as { book: string; limit?: string };
      const book = await setting.books.at(name);
      if (!book) return none;
      return { status: 200, body: await dueForErasure({ ...setting, book, limit: pageOf(limit) }) };
    },
  };
}

const none: Reply = {
  status: 404,
  body: { code: 'http.unknown', zh: '没有这个内容', en: 'There is no such thing' },
};

interface Asking {
  readonly kind?: Kind;
  readonly person?: string;
  readonly day?: string;
  readonly before?: string;
  readonly limit?: string;
}

/** An auditor who looks sees everything up to that moment: what was only counted so far is written first. */
async function lines({ room, books }: SecuritySetting, asking: Asking): Promise<Reply> {
  const { kind, person, day, before } = asking;
  const zone = books.real.tail.world.tables.unit.get('unit')?.zone ?? 'Asia/Shanghai';
  const range = day === undefined ? {} : dayIn(day, zone);
  if (!range) return { status: 200, body: { lines: [], more: false, zone } };
  await room.security.flush();
  const limit = pageOf(asking.limit);
  const found = await room.log.ask({
    ...(kind ? { kind } : {}),
    ...(person ? { person } : {}),
    ...(before ? { before: Number(before) } : {}),
    ...range,
    limit: limit + 1,
  });
  return { status: 200, body: { lines: found.slice(0, limit), more: found.length > limit, zone } };
}

/** A day of the unit's calendar, in milliseconds; null for one that there is not. */
function dayIn(day: string, zone: string): { from: number; until: number } | null {
  const begins = (text: string) => {
    const utc = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(utc) ? null : Date.parse(`${text}T00:00:00${isoIn(utc, zone).slice(-6)}`);
  };
  const from = begins(day);
  return from === null ? null : { from, until: from + 24 * 3_600_000 };
}

function pageOf(limit: string | undefined): number {
  return Math.max(1, Math.min(PAGE, Number(limit ?? PAGE)));
}
