import { ROUTES, type RouteKey } from '../../../server/http/routes.ts';
import type { Route } from '../../../server/http/route.ts';
import { catalogue, type CommandType } from '../../../shared/catalogue.ts';
import { MAY, type Role } from '../../../shared/roles.ts';
import { envelope } from '../../../shared/wire.ts';
import { broken } from './breaks.ts';
import { chanceOf, seedOf, uuidOf, type Chance } from './chance.ts';
import { ALL_TEXTS, CONTENT_TYPES, QUERIES } from './corpora.ts';
import { DEAR, draw, MIX, type Drawn, type Kind } from './draw.ts';
import type { Who } from './house.ts';
import { TABLES } from '../../../shared/rows.ts';
import { isIn, type Hints, type Schema } from './walk.ts';

/** One request to be made, with what is known of it before. */
export interface Case {
  readonly kind: Kind;
  readonly how: string;
  readonly who: Who;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer | undefined;
  /** Whether the contract refuses it: then no answer may be a yes. */
  readonly mustFail: boolean;
  /** A command's id: it stands in the journal if, and only if, an answer is yes. */
  readonly commandId: string | null;
}

/** Something that can be asked of the server over HTTP. */
export interface Operation {
  readonly name: string;
  draw(hints: Hints, count: number, seed: number): Case[];
}

const BY_ROLE: Readonly<Record<Exclude<Role, 'system'>, readonly Who[]>> = {
  administrator: ['administrator'],
  dutyOfficer: ['dutyOfficer'],
  leader: ['leader'],
  villageLiaison: ['villageLiaison', 'otherLiaison'],
  departmentLiaison: ['departmentLiaison'],
  auditor: ['auditor'],
  wall: ['wall'],
};
const EVERYBODY: readonly Who[] = [...Object.values(BY_ROLE).flat(), 'nobody'];
/** Sessions that an operation ends or locks are those of nobody else. */
const OWN_SESSION: Partial<Record<RouteKey, Who>> = {
  'DELETE /api/session': 'spareWall',
  'POST /api/session/lock': 'spareDesk',
  'POST /api/session/unlock': 'spareDesk',
  'PUT /api/session/password': 'sparePhone',
  'POST /api/session': 'nobody',
  'POST /api/session/device': 'nobody',
};
const COSTLY: readonly string[] = [
  ...['POST /api/session', 'POST /api/session/unlock', 'PUT /api/session/password', 'POST /api/accounts'],
  ...['PATCH /api/accounts/:id', 'book.openExercise', 'PUT /api/files/:id', 'POST /api/devices'],
  'POST /api/imports/roster',
];

/** Every command of the catalogue, through the one door that they have over HTTP. */
export function commandOperations(): Operation[] {
  return catalogue.commandTypes.map((type) => ({
    name: type,
    draw: (hints, count, seed) => commandCases(type, hints, count, seed),
  }));
}

/** Every line of the table of routes. */
export function routeOperations(): Operation[] {
  return (Object.keys(ROUTES) as RouteKey[]).map((key) => ({
    name: key,
    draw: (hints, count, seed) => routeCases(key, hints, count, seed),
  }));
}

function commandCases(type: CommandType, hints: Hints, count: number, seed: number): Case[] {
  const contract = catalogue.contract(type) as Schema;
  const chance = chanceOf(seedOf(seed, `${type} who`));
  const mix = COSTLY.includes(type) ? DEAR : MIX;
  const drawn = draw(contract, hints, { count, seed: seedOf(seed, type), mix });
  const outer = draw(
    envelope,
    { ...hints, body: [{}], type: [type] },
    { count, seed: seedOf(seed, `${type} outside`) },
  );
  return drawn.map((one, n) => {
    const id = uuidOf(`${seed} ${type} ${n}`);
    const given = chance.of(85) ? inEnvelope(one, type, id, hints, chance) : (outer[n] as Drawn);
    const mustFail = !isRight(given.value, contract, type);
    const isTyped = given.value !== undefined && chance.of(95);
    return {
      ...{ kind: given.kind, how: given.how, who: whoFor(MAY[type].roles, chance), mustFail },
      ...{ method: 'POST', path: '/api/commands', body: Buffer.from(given.text, 'latin1') },
      headers: [['content-type', isTyped ? 'application/json' : chance.one(CONTENT_TYPES)]],
      commandId: idIn(given.text),
    };
  });
}

/** What was drawn as the body of a command. Bytes that are no JSON stand where the body would. */
function inEnvelope(one: Drawn, type: string, id: string, hints: Hints, chance: Chance): Drawn {
  const book = chance.of(type.startsWith('book.') ? 50 : 90) ? 'real' : chance.one(hints.book as string[]);
  const more = chance.of(10) ? { ifSeq: chance.roll(60), madeAt: '2026-04-05T13:18:00+08:00' } : {};
  const around = JSON.stringify({ id, book, type, ...more, body: 0 });
  const text = around.replace(/0}$/, () => `${one.text}}`);
  const value = one.value === undefined ? undefined : { id, book, type, ...more, body: one.value };
  return { ...one, text, value };
}

/** The id of a command as a server may read it, also where bytes were turned over; null where nobody can read one. */
function idIn(text: string): string | null {
  try {
    const read = JSON.parse(Buffer.from(text, 'latin1').toString()) as { id?: unknown } | null;
    return typeof read?.id === 'string' ? read.id : null;
  } catch (problem) {
    if (problem instanceof SyntaxError) return null;
    throw problem;
  }
}

function isRight(value: unknown, contract: Schema, type: string): boolean {
  if (value === undefined) return true; // bytes: what a parser makes of them is not known here
  const given = value as { body?: unknown; type?: unknown };
  return isIn(envelope, value) && (given.type !== type || isIn(contract, given.body));
}

function routeCases(key: RouteKey, hints: Hints, count: number, seed: number): Case[] {
  const route: Route = ROUTES[key];
  const [method = '', path = ''] = key.split(' ');
  const chance = chanceOf(seedOf(seed, key));
  const mix = COSTLY.includes(key) ? DEAR : MIX;
  const bodies = route.body && draw(route.body, hints, { count, seed: seedOf(seed, `${key} body`), mix });
  const queries = route.query && draw(route.query, hints, { count, seed: seedOf(seed, `${key} query`), mix });
  return Array.from({ length: count }, (_, n) => {
    const body = bodies?.[n];
    const query = queries?.[n];
    const said = query
      ? queryOf(query, chance)
      : chance.of(15)
        ? { text: chance.one(QUERIES), value: {} }
        : null;
    const isHeard = !body || body.value !== undefined;
    const bad = [body && route.body && body.value !== undefined && !isIn(route.body, body.value)];
    if (query && route.query && said?.value !== undefined) bad.push(!isIn(route.query, said.value));
    const kind = body?.kind ?? query?.kind ?? 'raw';
    return {
      ...{ kind, how: [body?.how, query?.how, said?.text.slice(0, 60)].filter(Boolean).join(' | ') },
      ...{
        who: OWN_SESSION[key] ?? whoFor(route.roles, chance),
        method,
        mustFail: bad.includes(true),
        commandId: null,
      },
      path: addressOf(path, hints, chance) + (said?.text ? `?${said.text}` : ''),
      headers: headersFor(route, isHeard, chance),
      body: bodyFor(route, body, chance),
    };
  });
}

/** The smallest picture there is. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

function headersFor(route: Route, isHeard: boolean, chance: Chance): [string, string][] {
  if (route.rawLimit) return [['content-type', 'application/octet-stream']];
  if (!route.body) return chance.of(10) ? [['content-type', 'application/json']] : [];
  return [['content-type', isHeard && chance.of(95) ? 'application/json' : chance.one(CONTENT_TYPES)]];
}

function bodyFor(route: Route, body: Drawn | undefined, chance: Chance): Buffer | undefined {
  if (body) return Buffer.from(body.text, 'latin1');
  if (route.rawLimit) return chance.one([chance.bytes(chance.roll(300)), Buffer.from('三组东侧六户'), PIXEL]);
  return chance.of(5) ? Buffer.from('{"a":1}') : undefined;
}

/** A query's text: as a form would send it, or one of the corpus with the names of this route. */
function queryOf(drawn: Drawn, chance: Chance): { text: string; value: unknown } {
  const fields = Object.entries((drawn.value ?? {}) as Record<string, unknown>);
  if (drawn.kind === 'raw' || (drawn.kind === 'hostile' && chance.of(40))) {
    const name = fields.length > 0 ? chance.one(fields)[0] : 'book';
    return { text: chance.one(QUERIES).replaceAll('NAME', name), value: undefined };
  }
  const worded = fields.map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  const text = worded.map(([name, value]) => `${encoded(name)}=${encoded(value ?? '')}`).join('&');
  const value = Object.entries(Object.fromEntries(worded)).reduce<unknown>(
    (all, [step, to]) => broken(all, { path: [step], to }),
    {},
  );
  return { text, value: text.includes('%EF%BF%BD') ? undefined : value };
}

/** A half of a surrogate pair cannot be encoded: its replacement is. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** An address with its parts filled in: mostly with what is there, else with what never should be one. */
function addressOf(path: string, hints: Hints, chance: Chance): string {
  return path.replace(/:(\w+)/g, (_whole, name: string) => {
    const known = PARTS[path] ? hints[PARTS[path]] : TABLES;
    if (known && known.length > 0 && chance.of(60)) return String(chance.one(known));
    const text = chance.of(50) ? encoded(chance.one(ALL_TEXTS).slice(0, 1_500)) : noise(chance);
    return text.replace(/[^!-~\x80-\xff]|[/?#]/g, '_') || `_${name}`;
  });
}

/** What stands for the part of an address, by the address. */
const PARTS: Readonly<Record<string, string>> = {
  '/api/sessions/:id': 'sessionId',
  '/api/accounts/:id': 'accountId',
  '/api/contacts/:id': 'contactId',
  '/api/files/:id': 'fileIds',
  '/api/files/:hash': 'hash',
};

function noise(chance: Chance): string {
  return chance.bytes(1 + chance.roll(30)).toString('latin1');
}

function whoFor(roles: Route['roles'], chance: Chance): Who {
  if (typeof roles === 'string' || chance.of(8)) return chance.one(EVERYBODY);
  const fitting = roles.flatMap((role) => (role === 'system' ? [] : BY_ROLE[role]));
  return chance.one(fitting.length > 0 ? fitting : EVERYBODY);
}
