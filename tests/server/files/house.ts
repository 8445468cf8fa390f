import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Report } from '../../../shared/report/contract.ts';
import type { Principal, Role } from '../../../shared/roles.ts';
import { startEmbedded } from '../../../server/embedded/start.ts';
import { openFiles, type Files, type FilesOptions } from '../../../server/files/files.ts';
import { fileHandlers, type Arrived, type ArrivedFile } from '../../../server/http/handlers/files.ts';
import type { Asked, Reply } from '../../../server/http/route.ts';
import { openStore } from '../../../server/store.ts';

export const VILLAGE = '150428103201';
export const OTHER = '150428103202';
export const FILE = '11111111-1111-4111-8111-111111111111';
export const REPORT = '22222222-2222-4222-8222-222222222222';

/** Files, their two routes and just so much of a server that real requests can reach them. */
export interface House {
  readonly url: string;
  readonly dir: string;
  readonly files: Files;
  readonly arrivals: ArrivedFile[];
  readonly reports: Map<string, Report>;
  /** Ids of reports that left for the archive. */
  readonly archived: Set<string>;
  /** Hashes by who may see them, as `<principal id>/<hash>`. */
  readonly seen: Set<string>;
  /** The journal's answer to an arrival; yes unless set. */
  answer: Arrived;
  /** Milliseconds since 1970: the clock of the files. */
  now: number;
  readonly connection: FilesOptions['connection'];
  /** How many requests have been dealt with, answered or broken off. */
  requests(): number;
  /** Until that many have been. */
  answered(count: number): Promise<void>;
  /** Sends bytes as the desk unless told otherwise. */
  send(id: string, bytes: BodyInit, how?: How): Promise<Sent>;
  /** Everything that lies in the folder of files, as paths within it. */
  onDisk(): Promise<string[]>;
  close(): Promise<void>;
}
export interface How {
  readonly as?: keyof typeof PEOPLE;
  readonly of?: string;
  readonly row?: string;
  readonly name?: string;
  readonly book?: string;
  readonly headers?: Record<string, string>;
}
export interface Sent {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

const person = (id: string, role: Role, villageId: string | null = null): Principal => ({
  id,
  name: id,
  post: role,
  role,
  villageId,
  departmentId: null,
});
export const PEOPLE = {
  desk: person('desk', 'dutyOfficer'),
  leader: person('leader', 'leader'),
  administrator: person('administrator', 'administrator'),
  liaison: person('liaison', 'villageLiaison', VILLAGE),
  neighbour: person('neighbour', 'villageLiaison', OTHER),
  homeless: person('homeless', 'villageLiaison'),
  auditor: person('auditor', 'auditor'),
};

export async function openHouse(options: Partial<FilesOptions> = {}): Promise<House> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-files-'));
  const embedded = await startEmbedded({ dataDir, noSync: true });
  const store = await openStore(embedded.uri);
  const dir = join(dataDir, 'files');
  const house = { answer: { ok: true } as Arrived, now: Date.UTC(2026, 3, 5, 1) };
  const files = openFiles({ connection: store.connection, dir, now: () => house.now, ...options });
  await files.ready();
  const arrivals: ArrivedFile[] = [];
  const reports = new Map([[REPORT, reportWith(FILE)]]);
  const archived = new Set<string>();
  const seen = new Set<string>();
  const handlers = fileHandlers({
    files,
    reportOf: (book, id) => (book === 'real' ? reports.get(id) : undefined),
    isArchived: async (_principal, book, id) => book === 'real' && archived.has(id),
    arrived: (file) => {
      arrivals.push(file);
      return Promise.resolve(house.answer);
    },
    maySee: (principal, _book, hash) => seen.has(`${principal.id}/${hash}`),
  });
  const done = counting();
  const server = createServer((request, response) => {
    serve(handlers, request, response).then(done.one, done.one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(house, {
    url,
    dir,
    files,
    arrivals,
    archived,
    reports,
    seen,
    connection: store.connection,
    requests: done.count,
    answered: done.reach,
    send: (id: string, bytes: BodyInit, how: How = {}) => send(url, id, bytes, how),
    onDisk: () => listing(dir),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await files.close();
      await store.close();
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  });
}

export function reportWith(...fileIds: string[]): Report {
  const somebody = { id: 'liaison', name: 'liaison', post: 'villageLiaison' };
  return { id: REPORT, villageId: VILLAGE, submittedBy: somebody, fileIds } as unknown as Report;
}

async function send(url: string, id: string, bytes: BodyInit, how: How): Promise<Sent> {
  const { as = 'desk', of = 'report', row = REPORT, name, book = 'real', headers = {} } = how;
  const query = new URLSearchParams({ book, of, row, ...(name === undefined ? {} : { name }) });
  const response = await fetch(`${url}/api/files/${id}?${query}`, {
    method: 'PUT',
    body: bytes,
    headers: { ...headers, 'x-as': as },
    duplex: 'half',
  } as RequestInit);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function serve(
  handlers: ReturnType<typeof fileHandlers>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://house');
  const last = decodeURIComponent(url.pathname.replace('/api/files/', ''));
  const who = PEOPLE[(request.headers['x-as'] ?? 'desk') as keyof typeof PEOPLE];
  const asked = {
    session: { id: 's', principal: who, device: 'desk', locked: false, createdAt: '', expiresAt: '' },
    params: request.method === 'PUT' ? { id: last } : { hash: last },
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    stream: request,
  } as unknown as Asked;
  const handle = handlers[request.method === 'PUT' ? 'PUT /api/files/:id' : 'GET /api/files/:hash'];
  const reply = await handle(asked).catch((problem: unknown): Reply => ({
    status: 500,
    body: { code: 'fault', problem: String(problem) },
  }));
  response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers });
  if (reply.file) await pipeline(createReadStream(reply.file), response);
  else response.end(JSON.stringify(reply.body));
}

function counting() {
  let count = 0;
  const waiting = new Set<{ target: number; resolve: () => void }>();
  return {
    count: () => count,
    one: () => {
      count += 1;
      for (const one of waiting) if (count >= one.target) one.resolve();
    },
    reach: (target: number) =>
      new Promise<void>((resolve) => {
        if (count >= target) resolve();
        else waiting.add({ target, resolve });
      }),
  };
}

async function listing(dir: string): Promise<string[]> {
  const found = await readdir(dir, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
}
