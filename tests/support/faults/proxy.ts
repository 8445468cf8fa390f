import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A network that behaves as badly as a network may. */
export interface Proxy {
  readonly origin: string;
  /** From now on everything goes through as it came. */
  behave(): void;
  /** What was done so far, by its name. */
  readonly deeds: Readonly<Record<string, number>>;
  close(): void;
}

/**
 * Stands between clients and a server. An HTTP request may be delayed (so that they overtake each other), sent twice,
 * cut off at any byte on its way there or back, or get its answer after it was given up. A frame of a socket may be
 * delayed, sent twice, or after the next one, and the connection cut at any byte.
 */
export async function openProxy(target: string, random: () => number): Promise<Proxy> {
  const deeds: Record<string, number> = {};
  const mischief = { on: true };
  const may = (deed: string, odds: number) => {
    const yes = mischief.on && random() < odds;
    if (yes) deeds[deed] = (deeds[deed] ?? 0) + 1;
    return yes;
  };
  const open = new Set<Duplex>();
  const setting = { target: new URL(target), may, random, open };
  const server = createServer((asked, answer) => void pass(asked, answer, setting));
  server.on('connection', (socket) => hold(open, socket));
  server.on('upgrade', (asked, socket, head) => tunnel(asked, socket, head, setting));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave: () => (mischief.on = false),
    deeds,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

interface Setting {
  readonly target: URL;
  readonly may: (deed: string, odds: number) => boolean;
  readonly random: () => number;
  readonly open: Set<Duplex>;
}

function hold(open: Set<Duplex>, socket: Duplex): void {
  open.add(socket);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => open.delete(socket));
}

async function pass(asked: IncomingMessage, answer: ServerResponse, setting: Setting): Promise<void> {
  const { may, random } = setting;
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  if (may('cut on the way there', 0.03))
    return void (await half(asked, body, setting), asked.socket.destroy());
  if (may('delayed', 0.3)) await pause(random() * 150);
  const twice = may('sent twice', 0.1) ? forward(asked, body, setting).catch(() => null) : null;
  const heard = await forward(asked, body, setting).catch(() => null);
  const other = await twice;
  if (may('answer lost', 0.05)) return void asked.socket.destroy();
  if (may('answer delayed', 0.2)) await pause(random() * 150);
  const told = other && random() < 0.5 ? other : heard;
  if (!told) return void asked.socket.destroy();
  answer.writeHead(told.status, told.headers);
  if (!may('cut on the way back', 0.05)) return void answer.end(told.body);
  const whole = told.body.length;
  answer.write(told.body.subarray(0, Math.ceil(random() * (whole - 1))), () => asked.socket.destroy());
}

interface Told {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function forward(asked: IncomingMessage, body: Buffer, { target }: Setting): Promise<Told> {
  return new Promise((resolve, reject) => {
    const { method, url: path, headers } = asked;
    const sent = request({ host: target.hostname, port: target.port, method, path, headers }, (heard) => {
      const parts: Buffer[] = [];
      heard.on('data', (part: Buffer) => parts.push(part));
      heard.on('end', () =>
        resolve({ status: heard.statusCode ?? 0, headers: heard.headers, body: Buffer.concat(parts) }),
      );
      heard.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends the first bytes of a request and no more. */
function half(asked: IncomingMessage, body: Buffer, { target, random }: Setting): Promise<void> {
  const head = [`${asked.method} ${asked.url} HTTP/1.1`, ...pairs(asked.rawHeaders), '', ''].join('\r\n');
  const whole = Buffer.concat([Buffer.from(head), body]);
  const socket = connect(Number(target.port), target.hostname);
  return new Promise((resolve) => {
    socket.on('error', () => resolve());
    socket.end(whole.subarray(0, Math.floor(random() * whole.length)), () => resolve());
  });
}

function pairs(raw: readonly string[]): string[] {
  return raw.flatMap((name, n) => (n % 2 === 0 ? [`${name}: ${raw[n + 1]}`] : []));
}

function tunnel(asked: IncomingMessage, near: Duplex, head: Buffer, setting: Setting): void {
  const far = connect(Number(setting.target.port), setting.target.hostname);
  hold(setting.open, far);
  far.once('close', () => near.destroy());
  near.once('close', () => far.destroy());
  const lines = [`${asked.method} ${asked.url} HTTP/1.1`, ...pairs(asked.rawHeaders), '', ''];
  far.write(Buffer.concat([Buffer.from(lines.join('\r\n')), head]));
  near.pipe(far);
  unruly(far, near, setting);
}

/** Passes the server's frames on, each as it likes; the handshake and what the protocol itself needs stay in order. */
function unruly(far: Socket, near: Duplex, { may, random }: Setting): void {
  let rest = Buffer.alloc(0);
  let shaken = false;
  let held: Buffer | null = null;
  const send = (frame: Buffer) => {
    if (may('socket cut', 0.01)) {
      near.write(frame.subarray(0, Math.floor(random() * frame.length)), () => near.destroy());
    } else if (!near.destroyed) near.write(frame);
  };
  const pass = (frame: Buffer) => {
    if (!isEvent(frame)) return send(frame);
    if (!held && may('frame after the next', 0.1)) return void (held = frame);
    if (may('frame late', 0.1)) setTimeout(() => send(frame), random() * 100);
    else send(frame);
    if (may('frame twice', 0.1)) send(frame);
    if (held) send(held);
    held = null;
  };
  far.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    if (!shaken) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      near.write(rest.subarray(0, end + 4));
      rest = rest.subarray(end + 4);
      shaken = true;
    }
    for (let length = lengthOf(rest); length > 0; length = lengthOf(rest)) {
      pass(Buffer.from(rest.subarray(0, length)));
      rest = rest.subarray(length);
    }
  });
}

/** The bytes of the first frame; 0 when it is not all there. A server's frames are not masked. */
function lengthOf(bytes: Buffer): number {
  if (bytes.length < 2) return 0;
  const [short, extra] = [(bytes[1] as number) & 127, { 126: 2, 127: 8 }[(bytes[1] as number) & 127] ?? 0];
  if (bytes.length < 2 + extra) return 0;
  const payload =
    extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return bytes.length < 2 + extra + payload ? 0 : 2 + extra + payload;
}

/** Whether a frame carries a `changes`: others are the protocol's own or answers. */
function isEvent(frame: Buffer): boolean {
  return frame.subarray(0, 30).includes('42["changes"');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
