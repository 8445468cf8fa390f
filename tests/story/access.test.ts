import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { ROUTES as PRODUCT } from '../../server/http/routes.ts';
import type { Answer } from '../../shared/wire.ts';
import { Client } from '../../scripts/client.ts';
import { commandFor, fixtures, type Fixtures } from '../support/access/fixtures.ts';
import { openAskers, type Asker, type Heard } from '../support/access/people.ts';
import { routeGround, type RouteAsk, type RouteGround } from '../support/access/routes.ts';
import { listen, newOutcome, runCells, type RunSetting, type Trial } from '../support/access/run.ts';
import { COMMANDS } from '../support/access/commandTable.ts';
import {
  ROUTES,
  UNREAD_OVER_SOCKET,
  type Cells,
  type PrincipalName,
  type Target,
} from '../support/access/table.ts';
import { Screen } from '../support/screen.ts';
import { testStore, type TestStore } from '../support/store.ts';
import { openTownship, PASSWORD, type Township } from '../support/township.ts';

/*
 * Everybody × every operation × own village, another, the township, nothing, nonsense. What is expected stands in
 * tests/support/access/table.ts, by hand; an operation without a line there fails.
 */
let store: TestStore;
let town: Township;
let make: Fixtures;
let ground: RouteGround;
let run: RunSetting;
const screens = new Map<PrincipalName, Screen>();
const LISTENING = ['liaison', 'otherLiaison', 'moved', 'department', 'wall'] as const;
/** These end or lock the session of whoever asks, so they come last. */
const ENDING = ['POST /api/session/lock', 'DELETE /api/session'];

beforeAll(async () => {
  store = await testStore();
  town = await openTownship({ MONGODB_URI: store.uri, TRUST_PROXY: '1' });
  const { connection } = store;
  make = fixtures(town);
  const askers = await openAskers(town, connection);
  run = { askers, connection, outcome: newOutcome() };
  ground = await routeGround(town, make);
  for (const name of LISTENING) {
    const { cookie } = askers.get(name) as Asker;
    screens.set(name, await new Screen(new Client(town.origin, cookie)).open());
  }
});
afterAll(async () => {
  await town.close();
  await store.done();
});

describe('the table', () => {
  it('has a line for every route and every command there is, and for nothing else', () => {
    expect(Object.keys(ROUTES).sort()).toEqual(Object.keys(PRODUCT).sort());
    expect(Object.keys(COMMANDS).sort()).toEqual([...catalogue.commandTypes].sort());
  });
});

describe('every route', () => {
  it.each(Object.keys(ROUTES).filter((key) => !ENDING.includes(key)))('%s', (key) => tryRoute(key));
});

describe('every command', () => {
  it.each(Object.keys(COMMANDS))('%s over HTTP', async (type) => {
    await asWritten(() => runCells(type, COMMANDS[type] as Cells, overHttp(type), run));
  });

  it.each(Object.keys(COMMANDS))('%s over the socket', async (type) => {
    const open = new Map<Asker, ReturnType<typeof connect>>();
    const cells = socketCells(COMMANDS[type] as Cells);
    await asWritten(() => runCells(`socket ${type}`, cells, overSocket(type, open), run));
    for (const { socket } of open.values()) socket.disconnect();
  });
});

describe('at the end', () => {
  it.each(ENDING)('%s', (key) => tryRoute(key));

  it('every denial stands in the security log, as often as it was', async () => {
    const auditor = await new Client(town.origin).signIn('auditor', PASSWORD, 'other');
    await auditor.get('/api/security');
    const refused = { result: 'refused', what: { $ne: 'command.act' } };
    const lines = await store.connection.collection('securityLog').find(refused).toArray();
    const told = new Map<string, number>();
    for (const { address, op, count } of lines) {
      const key = `${address} ${op}`;
      told.set(key, (told.get(key) ?? 0) + Number(count));
    }
    const missing = [...run.outcome.denials].filter(([key, count]) => told.get(key) !== count);
    expect(missing.map(([key, count]) => `${key}: ${count} denied, ${told.get(key) ?? 0} told`)).toEqual([]);
  });

  it('nobody was given a canary that is not his, and every cell is as written', () => {
    for (const [name, screen] of screens)
      listen(run.outcome, name, 'its socket', JSON.stringify([screen.frames, [...screen.rows]]));
    const { cells, asWritten: right, wrong, canaries, denials } = run.outcome;
    const denied = [...denials.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `access: ${cells} cells, ${right} as written, ${denied} denials told, canaries seen ${canaries.length}`,
    );
    expect(canaries).toEqual([]);
    expect(wrong).toEqual([]);
    expect(right).toBe(cells);
  });
});

async function asWritten(runAll: () => Promise<void>): Promise<void> {
  const before = run.outcome.wrong.length;
  await runAll();
  expect(run.outcome.wrong.slice(before)).toEqual([]);
}

async function tryRoute(key: string): Promise<void> {
  const [method] = key.split(' ') as [string];
  let shared: RouteAsk;
  const trial: Trial = {
    prepare: async (target) => (shared = await ground.requestFor(key, target, false)),
    async attempt(asker, target, fresh) {
      const { path, body } = fresh ? await ground.requestFor(key, target, true) : shared;
      return asker.ask(method, path, body);
    },
    denialKey: () => key,
  };
  await asWritten(() => runCells(key, ROUTES[key] as Cells, trial, run));
}

/** Fixtures of a command: one for all the denied of a target, and one for everybody who is to carry it out. */
function bodies(type: string) {
  const isLiaison = (name: PrincipalName) => ['liaison', 'otherLiaison', 'moved'].includes(name);
  let shared: Awaited<ReturnType<typeof commandFor>>;
  return {
    prepare: async (target: Target) => (shared = await commandFor(make, type, target, false)),
    async envelope(name: PrincipalName, target: Target, fresh: boolean) {
      const made = fresh ? await commandFor(make, type, target, isLiaison(name)) : shared;
      return { id: randomUUID(), type, ...made };
    },
  };
}

function overHttp(type: string): Trial {
  const { prepare, envelope } = bodies(type);
  return {
    prepare,
    async attempt(asker, target, fresh) {
      const command = await envelope(asker.name, target, fresh);
      for (;;) {
        const heard = await asker.ask('POST', '/api/commands', command);
        if (heard.status !== 503) return heard; // an archived row is in the records a moment later
      }
    },
    denialKey: ({ code }) => (code?.startsWith('http.') ? 'POST /api/commands' : type),
  };
}

/** Whoever has no session gets no socket: that is tried once for each command, whatever it is about. */
function socketCells(cells: Cells): Cells {
  const unread = { ...cells };
  if (cells.malformed) unread.malformed = UNREAD_OVER_SOCKET;
  if (cells.missing === '1111 L nnn1 nnn33 31') unread.missing = UNREAD_OVER_SOCKET;
  return unread;
}

function connect(asker: Asker) {
  const socket = asker.socket();
  const ready = new Promise<'open' | 'signed-out' | 'refused'>((resolve) => {
    socket.once('connect', () => resolve('open'));
    socket.once('connect_error', ({ message }) => resolve(message === 'signed-out' ? message : 'refused'));
  });
  socket.connect();
  return { socket, ready };
}

function overSocket(type: string, open: Map<Asker, ReturnType<typeof connect>>): Trial {
  const { prepare, envelope } = bodies(type);
  return {
    prepare,
    async attempt(asker, target, fresh) {
      const known = open.get(asker);
      const link = known?.socket.connected ? known : connect(asker);
      open.set(asker, link);
      if ((await link.ready) !== 'open') return turnedAway;
      const command = await envelope(asker.name, target, fresh);
      for (;;) {
        const answer: Answer = await link.socket.timeout(8_000).emitWithAck('command', command as never);
        if (answer.ok || !('fault' in answer) || answer.fault.code === 'locked') return heardOf(answer);
      }
    },
    denialKey: (heard) => (heard === turnedAway ? 'socket' : type),
  };
}

const turnedAway: Heard = { status: 401, code: 'signed-out', body: null, text: '' };

function heardOf(answer: Answer): Heard {
  const text = JSON.stringify(answer);
  if (answer.ok) return { status: 200, code: null, body: answer, text };
  const code = 'refusal' in answer ? answer.refusal.code : answer.fault.code;
  return { status: 422, code, body: answer, text };
}
