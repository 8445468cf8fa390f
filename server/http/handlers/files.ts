import type { IncomingMessage } from 'node:http';
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.ts';
import type { Report } from '../../../shared/report/contract.ts';
import { reportRefusals } from '../../../shared/report/refusals.ts';
import type { Principal } from '../../../shared/roles.ts';
import type { Fault } from '../../../shared/wire.ts';
import type { Session } from '../../accounts/contract.ts';
import {
  fileRefusals,
  UPLOAD_LIMITS,
  type FileRefusal,
  type FileRow,
  type Of,
} from '../../files/contract.ts';
import type { Files } from '../../files/files.ts';
import { disposition } from '../../files/names.ts';
import type { Asked, Reply } from '../route.ts';
import { pathId } from '../routes.ts';

/** What the two routes of files need to know of the rest. */
export interface FileDeps {
  readonly files: Pick<Files, 'keep' | 'naming' | 'pathOf' | 'remove'>;
  /** A report of a book that is open, as the desk has it. */
  reportOf(book: string, reportId: string): Report | undefined;
  /** Whether the principal may see such a report among those that left for the archive. */
  isArchived(principal: Principal, book: string, reportId: string): Promise<boolean>;
  /** Notes in the journal that a named file is stored; the same file twice is the same command. */
  arrived(file: ArrivedFile): Promise<Arrived>;
  /** Whether a row that the principal may see names these bytes. */
  maySee(principal: Principal, book: string, hash: string): boolean | Promise<boolean>;
}

export type ArrivedFile = Pick<FileRow, 'book' | 'hash' | 'media' | 'bytes' | 'width' | 'height' | 'name'> & {
  readonly reportId: string;
  readonly fileId: string;
};
export type Arrived =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: Refusal }
  | { readonly ok: false; readonly fault: Fault };

/**
 * The statuses. 408, 409, 429 and all from 500 are worth a repeat; after the rest the same bytes would be refused
 * again.
 */
const STATUS: Readonly<Record<FileRefusal, number>> = {
  'file.malformed': 400,
  'file.not-allowed': 403,
  'file.unknown': 404,
  'file.cut-off': 408,
  'file.report-not-yet': 409,
  'file.too-large': 413,
  'file.too-many-pixels': 413,
  'file.layer-too-many': 413,
  'file.encoded': 415,
  'file.kind': 415,
  'file.unreadable': 415,
  'file.empty': 422,
  'file.report-archived': 422,
  'file.id-reused': 422,
  'file.layer': 422,
  'file.daily': 429,
  'file.busy': 503,
  'file.quota': 507,
  'file.disk': 507,
};

/** `PUT /api/files/:id` and `GET /api/files/:hash`. */
export function fileHandlers(deps: FileDeps) {
  return {
    'PUT /api/files/:id': async (asked: Asked): Promise<Reply> => {
      const reply = await put(deps, asked);
      letRunOut(asked.stream);
      return reply;
    },
    'GET /api/files/:hash': (asked: Asked): Promise<Reply> => get(deps, asked),
  };
}

interface PutQuery {
  readonly book: string;
  readonly of: Of;
  readonly row: string;
  readonly name?: string;
}

async function put(deps: FileDeps, asked: Asked): Promise<Reply> {
  const { book, of, row, name } = asked.query as PutQuery;
  const { principal } = asked.session as Session;
  const id = pathId.safeParse(asked.params.id);
  if (!id.success) return no('file.malformed');
  const barred = of === 'layer' ? layerBar(principal) : reportBar(deps, principal, book, row, id.data);
  if (barred) {
    const late =
      barred.status === STATUS['file.report-not-yet'] && (await deps.isArchived(principal, book, row));
    return late ? no('file.report-archived') : barred;
  }
  const { 'content-length': length, 'content-encoding': encoding = 'identity' } = asked.headers;
  if (encoding !== 'identity') return no('file.encoded');
  const kept = await deps.files.keep({
    id: id.data,
    book,
    of,
    rowId: row,
    uploaderId: principal.id,
    name: name ?? null,
    length: length === undefined ? undefined : Number(length),
    stream: asked.stream,
  });
  if (isRefusal(kept)) return refused(kept);
  return of === 'layer' ? created(kept.row) : announce(deps, kept.row, kept.fresh);
}

function layerBar({ role }: Principal): Reply | null {
  const allowed = role === 'administrator' || role === 'dutyOfficer' || role === 'leader';
  return allowed ? null : no('file.not-allowed');
}

/**
 * The desk may add to any report, a liaison to those of his village and those he sent himself. Another village's
 * report is answered exactly as one that is not there; a photo may overtake its report, so that is "not yet".
 */
function reportBar(
  deps: FileDeps,
  principal: Principal,
  book: string,
  reportId: string,
  fileId: string,
): Reply | null {
  const { role, villageId, id } = principal;
  const desk = role === 'dutyOfficer' || role === 'leader';
  if (!desk && role !== 'villageLiaison') return no('file.not-allowed');
  const report = deps.reportOf(book, reportId);
  const own =
    report && (report.submittedBy.id === id || (villageId !== null && report.villageId === villageId));
  if (!report || !(desk || own)) return no('file.report-not-yet');
  if (report.fileIds.includes(fileId)) return null;
  return { status: 422, body: refuse(reportRefusals, 'report.file-unknown') };
}

/** The bytes are safe; now the journal hears of them. Bytes that it does not want are not kept. */
async function announce({ arrived, files }: FileDeps, row: FileRow, fresh: boolean): Promise<Reply> {
  const { id, rowId, book, hash, media, bytes, width, height, name } = row;
  const answer = await arrived({
    book,
    reportId: rowId,
    fileId: id,
    hash,
    media,
    bytes,
    width,
    height,
    name,
  });
  if (answer.ok) return created(row);
  if ('fault' in answer) return { status: 503, body: answer.fault, headers: { 'Retry-After': '5' } };
  if (answer.refusal.code === 'report.unknown') return no('file.report-not-yet');
  if (fresh) await files.remove(id);
  return { status: 422, body: answer.refusal };
}

function created({ hash, media, bytes, width, height }: FileRow): Reply {
  return { status: 201, body: { hash, media, bytes, width, height } };
}

function no(code: FileRefusal): Reply {
  return refused(refuse(fileRefusals, code));
}

function refused(refusal: Refusal): Reply {
  const status = STATUS[refusal.code as FileRefusal];
  return status === 503
    ? { status, body: refusal, headers: { 'Retry-After': '5' } }
    : { status, body: refusal };
}

/**
 * Reads on what nobody wants, so that the sender gets to read the answer instead of a broken connection; past the
 * largest upload there is, it is broken off after all.
 */
function letRunOut(stream: IncomingMessage): void {
  if (stream.readableEnded || stream.destroyed) return;
  let left = UPLOAD_LIMITS.document;
  stream.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) stream.destroy();
  });
  stream.on('error', () => undefined); // the sender is gone: nobody is left to tell
  stream.resume();
}

const HASH = /^[0-9a-f]{64}$/;

async function get(deps: FileDeps, asked: Asked): Promise<Reply> {
  const { book, size = 'full' } = asked.query as { book: string; size?: 'small' | 'full' };
  const hash = asked.params.hash ?? '';
  const { principal } = asked.session as Session;
  if (!HASH.test(hash) || !(await deps.maySee(principal, book, hash))) return no('file.unknown');
  const rows = await deps.files.naming(hash);
  const [row] = rows;
  if (!row) return no('file.unknown');
  const photo = row.media === 'image/jpeg';
  return {
    status: 200,
    file: deps.files.pathOf(hash, photo ? size : 'full'),
    headers: headersOf(row.media, disposition(photo ? 'inline' : 'attachment', rows)),
  };
}

/** What a screen draws itself may stay in its browser for a day; documents and videos leave no trace there. */
function headersOf(media: string, contentDisposition: string): Record<string, string> {
  const drawn = media === 'image/jpeg' || media === 'application/geo+json';
  return {
    'Content-Type': media === 'text/plain' ? 'text/plain; charset=utf-8' : media,
    'Content-Disposition': contentDisposition,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': drawn ? 'private, max-age=86400, immutable' : 'private, no-store',
  };
}
