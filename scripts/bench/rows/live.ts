import { randomUUID } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { AccountInput } from '../../../server/accounts/contract.ts';
import { EXAMPLE_TOWNSHIP } from '../../../shared/unit/example.ts';
import { PROTOCOL, type Frame, type Snapshot } from '../../../shared/wire.ts';
import { Client } from '../../client.ts';
import { oneTimePassword } from '../../instance.ts';
import { startMeasured } from '../process.ts';
import { quantile, rowOf, type Row } from '../row.ts';

const CLIENTS = 200;
const REPORTS = 100;
const EVERY_MS = 100;

/** 200 connected desks, one report at a time, ten a second: when it is durable, and when the last of them shows it. */
export async function liveRows(): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-bench-'));
  const SETUP_CODE = oneTimePassword();
  const server = await startMeasured({ DATA_DIR: dataDir, SETUP_CODE });
  const officer = await setUp(server.origin, SETUP_CODE);
  const sockets = await connect(officer);
  await pause(1_000);
  const { acks, seen } = await pace(officer, sockets);
  const memory = await server.memory();
  for (const socket of sockets) socket.disconnect();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
  const bare = await bareAppend(REPORTS);
  return [
    rowOf('live-1', `POST acknowledged, durable; ${CLIENTS} clients, 10/s, median`, {
      value: quantile(acks, 0.5),
      unit: 'ms',
      atMost: 30,
      reference: bare,
    }),
    rowOf('live-2', 'the same, 95th percentile', { value: quantile(acks, 0.95), unit: 'ms' }),
    rowOf('live-3', `from POST until all ${CLIENTS} have it, median`, {
      value: quantile(seen, 0.5),
      unit: 'ms',
      atMost: 80,
    }),
    rowOf('live-4', 'the same, 95th percentile', { value: quantile(seen, 0.95), unit: 'ms' }),
    rowOf('live-5', `memory of the server with ${CLIENTS} clients`, {
      value: memory,
      unit: 'MB',
      atMost: 250,
    }),
  ];
}

async function pace(officer: Client, sockets: readonly Socket[]) {
  const [acks, seen]: [number[], number[]] = [[], []];
  for (let n = 0; n < REPORTS; n += 1) {
    const next = pause(EVERY_MS);
    const { ack, all } = await oneReport(officer, sockets);
    acks.push(ack);
    seen.push(all);
    await next;
  }
  return { acks, seen };
}

async function setUp(origin: string, code: string): Promise<Client> {
  const password = oneTimePassword();
  const person = (signInName: string, role: AccountInput['role']) => ({
    ...{ signInName, name: signInName, post: role, role, password },
    ...{ villageId: null, departmentId: null, slot: null, phone: null },
  });
  const accounts = [person('bench-admin', 'administrator'), person('bench-officer', 'dutyOfficer')];
  await new Client(origin).must('POST', '/api/setup', { code, unit: EXAMPLE_TOWNSHIP, accounts });
  return new Client(origin).signIn('bench-officer', password, 'desk');
}

async function connect(officer: Client): Promise<Socket[]> {
  const { epoch, seq: since }: Snapshot = await officer.snapshot();
  const extraHeaders = { cookie: officer.cookie, origin: officer.origin };
  const one = async () => {
    const socket = io(officer.origin, { transports: ['websocket'], extraHeaders, forceNew: true });
    await new Promise((resolve) => socket.once('connect', () => resolve(null)));
    await socket.emitWithAck('hello', { protocol: PROTOCOL, book: 'real', epoch, since });
    return socket;
  };
  const sockets: Socket[] = [];
  while (sockets.length < CLIENTS) sockets.push(...(await Promise.all(Array.from({ length: 20 }, one))));
  return sockets;
}

async function oneReport(officer: Client, sockets: readonly Socket[]): Promise<{ ack: number; all: number }> {
  const id = randomUUID();
  const start = performance.now();
  const everywhere = Promise.all(sockets.map((socket) => shows(socket, id)));
  await officer.command('report.submit', report(`起烟 ${id}`), { id });
  const ack = performance.now() - start;
  await everywhere;
  return { ack, all: performance.now() - start };
}

function shows(socket: Socket, id: string): Promise<void> {
  return new Promise((resolve) => {
    const look = ({ rows }: Frame) => {
      if (!rows.some(([table, row]) => table === 'report' && row === id)) return;
      socket.off('changes', look);
      resolve();
    };
    socket.on('changes', look);
  });
}

function report(words: string): never {
  return {
    ...{
      villageId: 'shulonggou',
      kind: 'U02',
      urgency: 'routine',
      words,
      channel: 'phone',
      casualties: null,
    },
    place: { villageId: 'shulonggou', point: null, source: 'village', accuracy: null, detail: null },
    informant: { unit: null, name: null, post: null, contactId: null },
    ...{ happenedAt: null, foundAt: null, receivedAt: null, fileIds: [] },
  } as never;
}

/** The reference: the barest server that parses a body and appends it to a file with fdatasync; median of its answers. */
async function bareAppend(times: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'zhishou-bare-'));
  const file = await open(join(folder, 'log'), 'a');
  const http = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    JSON.parse(Buffer.concat(parts).toString());
    await file.write(Buffer.concat(parts));
    await file.datasync();
    response.end('{"ok":true}');
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const next = pause(20);
    const start = performance.now();
    await (await fetch(url, { method: 'POST', body: JSON.stringify(report('起烟')) })).text();
    took.push(performance.now() - start);
    await next;
  }
  http.closeAllConnections();
  http.close();
  await file.close();
  await rm(folder, { recursive: true, force: true });
  return quantile(took, 0.5);
}
