import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { io, type Socket } from 'socket.io-client';
import { Client } from '../../../scripts/client.ts';
import type { Account, Session } from '../../../server/accounts/contract.ts';
import type { Down, Up } from '../../../shared/wire.ts';
import { OTHER, OWN, PASSWORD, type Township } from '../township.ts';
import { PRINCIPALS, type PrincipalName } from './table.ts';

/** Somebody who asks: a cookie, and an address of his own by which the security log knows him. */
export interface Asker {
  readonly name: PrincipalName;
  readonly address: string;
  /** Asks as he is; the status, the parsed body and the text as it came. */
  ask(method: string, path: string, body?: unknown): Promise<Heard>;
  /** Not connected yet. */
  socket(): Socket<Down, Up>;
  readonly cookie: string;
}

export interface Heard {
  readonly status: number;
  readonly code: string | null;
  readonly body: unknown;
  readonly text: string;
}

type Device = 'desk' | 'phone' | 'other';

/** One of every kind of principal. The moved one was of the village OWN and is of OTHER now. */
export async function openAskers(town: Township, connection: Connection): Promise<Map<PrincipalName, Asker>> {
  const { people } = town;
  const signIn = (name: string, device: Device) => new Client(town.origin).signIn(name, PASSWORD, device);
  const [movedId, removedId] = await Promise.all(
    ['liaison-moved', 'liaison-removed'].map((name) => makeAccount(town, name, 'villageLiaison', OWN)),
  );
  await makeAccount(town, 'officer-locked', 'dutyOfficer', null);
  const cookieOf = async (name: string, device: Device) => (await signIn(name, device)).cookie;
  const cookies: Record<PrincipalName, string> = {
    anonymous: '',
    foreign: `zhishou=${randomBytes(32).toString('base64url')}`,
    expired: await cookieOf('liaison-own', 'other'),
    ended: await cookieOf('liaison-own', 'phone'),
    locked: await cookieOf('officer-locked', 'desk'),
    liaison: people.villageLiaison.cookie,
    otherLiaison: people.otherLiaison.cookie,
    moved: await cookieOf('liaison-moved', 'phone'),
    removed: await cookieOf('liaison-removed', 'phone'),
    dutyOfficer: people.dutyOfficer.cookie,
    leader: people.leader.cookie,
    administrator: people.administrator.cookie,
    auditor: people.auditor.cookie,
    department: people.departmentLiaison.cookie,
    wall: town.wall.cookie,
    revokedWall: (await newWall(town)).cookie,
  };
  await expire(new Client(town.origin, cookies.expired), connection);
  await new Client(town.origin, cookies.ended).must('DELETE', '/api/session');
  await new Client(town.origin, cookies.locked).must('POST', '/api/session/lock');
  const change = (id: string | undefined, body: object) =>
    people.administrator.must('PATCH', `/api/accounts/${id}`, body);
  const wallId = (await sessionOf(new Client(town.origin, cookies.revokedWall))).principal.id;
  await change(movedId, { villageId: OTHER });
  await change(removedId, { disabled: true });
  await change(wallId, { disabled: true });
  return new Map(
    PRINCIPALS.map((name, n) => [name, asker(town.origin, name, `10.9.0.${n + 1}`, cookies[name])]),
  );
}

export async function makeAccount(
  { people }: Pick<Township, 'people'>,
  signInName: string,
  role: string,
  villageId: string | null,
): Promise<string> {
  const input = { signInName, name: signInName, post: role, role, villageId, password: PASSWORD };
  const none = { departmentId: null, slot: null, phone: null };
  const made = await people.administrator.must('POST', '/api/accounts', { ...input, ...none });
  return (made as { account: Account }).account.id;
}

/** A wall with a token of its own, signed in. */
export async function newWall({ origin, people }: Pick<Township, 'origin' | 'people'>): Promise<Client> {
  const made = await people.administrator.must('POST', '/api/devices', { name: '大屏二' });
  const wall = new Client(origin);
  await wall.must('POST', '/api/session/device', { token: (made as { token: string }).token });
  return wall;
}

export async function sessionOf(client: Client): Promise<Session> {
  return (await client.get<{ session: Session }>('/api/session')).session;
}

/** Makes a session as old as one that is over: half an hour without anybody at it, or what is left of it. */
export async function expire(client: Client, connection: Connection, leftMs = 0): Promise<void> {
  const { id } = await sessionOf(client);
  const lastActiveAt = new Date(Date.now() - 30 * 60_000 + leftMs);
  await connection.collection('sessions').updateOne({ handle: id }, { $set: { lastActiveAt } });
}

export function asker(origin: string, name: PrincipalName, address: string, cookie: string): Asker {
  const headers = { origin, 'x-forwarded-for': address, ...(cookie ? { cookie } : {}) };
  return {
    name,
    address,
    cookie,
    async ask(method, path, body) {
      const raw = body instanceof Uint8Array;
      const type = raw ? 'application/octet-stream' : 'application/json';
      const response = await fetch(origin + path, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }) },
        ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      } as RequestInit);
      const text = await response.text();
      return heard(response.status, text);
    },
    socket: () =>
      io(origin, {
        transports: ['websocket'],
        extraHeaders: headers,
        reconnection: false,
        autoConnect: false,
        forceNew: true,
      }),
  };
}

function heard(status: number, text: string): Heard {
  let body: unknown = null;
  if (/^[{[]/.test(text)) body = JSON.parse(text);
  const said = body as { code?: string; refusal?: { code: string }; fault?: { code: string } } | null;
  return { status, text, body, code: said?.code ?? said?.refusal?.code ?? said?.fault?.code ?? null };
}
