import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, type CommandType } from '../../shared/catalogue.ts';
import { parse } from '../../shared/check.ts';
import { instant, place, rowId, uuid as uuidSchema, words } from '../../shared/primitives.ts';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { envelope, hello } from '../../shared/wire.ts';
import { goldenOutbox } from '../support/golden.ts';
import { drawing } from '../support/arbitraries.ts';
import { START, uuid } from '../support/world.ts';

type Path = readonly (string | number)[];
interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** One body of each command, with as much in it as there can be. */
const samples = new Map<CommandType, object>();
for (const { type, body } of goldenOutbox()) {
  const before = samples.get(type as CommandType);
  if (!before || JSON.stringify(body).length > JSON.stringify(before).length)
    samples.set(type as CommandType, body);
}

/** Fields that a command may leave out, by their path without numbers: those a correction or a change does not touch. */
const OPTIONAL: Partial<Record<CommandType, readonly string[]>> = {
  'unit.change': ['name', 'superior', 'dutyPhone', 'alarmFrom', 'acknowledgeMinutes', 'base'],
  'report.escalate': ['step'],
  'report.correct': 'kind urgency words place villageId casualties happenedAt foundAt'.split(' '),
  'call.correct': 'direction channel caller villageId category words alreadyReportedTo at'.split(' '),
  'person.change': ['name', 'post', 'posts', 'accountId', 'principal', 'contactId'],
  'shift.fill': ['posts', 'was'].flatMap((of) =>
    ['leader', 'primary', 'second', 'driver'].map((post) => `shifts.${of}.${post}`),
  ),
  'openItem.update': ['owner', 'ownerId', 'dueAt', 'progress', 'next'],
  'incident.correct': ['kind', 'title', 'villageId', 'place', 'happenedAt', 'foundAt'],
};

/** What never belongs in a place where a string does. */
const NOT_A_STRING: readonly (readonly [string, unknown])[] = [
  ['a number', 7],
  ['a boolean', true],
  ['an array of it', ['x']],
  ['an empty object', {}],
  ['an operator', { $ne: null }],
  ['a comparison', { $gt: '' }],
  ['a pattern', { $regex: '.*' }],
  ['a prototype', JSON.parse('{"__proto__":{"polluted":true}}')],
  ['a constructor', JSON.parse('{"constructor":{"prototype":{"polluted":true}}}')],
  ['nothing', undefined],
  ['a function', () => 'x'],
  ['a symbol', Symbol('x')],
  ['a big integer', 7n],
  ['a date', new Date(0)],
  ['text far too long', 'a'.repeat(20_000)],
  ['text with NUL', 'a\u0000b'],
  ['text with half a character', 'a\ud83d'],
  ['text with the other half', '\ude00a'],
  ['text with a bell', 'a\u0007'],
  ['no text', ''],
  ['white space', ' \t\n\u3000'],
];
const NOT_A_NUMBER: readonly (readonly [string, unknown])[] = [
  ['text', '7'],
  ['no number', NaN],
  ['infinity', Infinity],
  ['minus infinity', -Infinity],
  ['more than there is', 1e308],
  ['less than there is', -1e308],
  ['an array of it', [7]],
  ['an operator', { $gt: 0 }],
  ['a boolean', true],
  ['nothing', undefined],
  ['a big integer', 7n],
];
const NOT_AN_OBJECT: readonly (readonly [string, unknown])[] = [
  ['text', 'x'],
  ['a number', 7],
  ['an array', []],
  ['an array of it', [{}]],
  ['nothing', undefined],
];

function isOptional(type: CommandType, path: Path): boolean {
  const names = path.filter((step) => typeof step === 'string');
  return OPTIONAL[type]?.includes(names.join('.')) ?? false;
}

describe.each([...catalogue.commandTypes])('%s', (type) => {
  const body = samples.get(type) as object;
  const leaves = [...walk(body)];

  it('has a sample that is let in', () => {
    expect(isRefusal(parse(type, body))).toBe(false);
  });
  it('is no scalar and no array', () => {
    for (const wrong of [null, undefined, 'x', 7, true, [], [body], () => body])
      expect(parse(type, wrong)).toMatchObject({ code: 'command.malformed', path: '' });
  });
  it('is told which key it does not know', () => {
    for (const { path, value } of [{ path: [], value: body }, ...leaves]) {
      if (!isObject(value)) continue;
      for (const key of ['extra', '$where', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
        const more = own(value, key, { polluted: true });
        expectMalformed(type, put(body, path, more), [...path, key]);
      }
    }
  });
  it('is told which key is missing', () => {
    for (const { path } of leaves) {
      const key = path.at(-1);
      if (typeof key === 'number' || isOptional(type, path)) continue;
      expectMalformed(type, put(body, path, undefined, true), path);
    }
  });
  it('is told which value is of a wrong kind', () => {
    for (const { path, value } of leaves) {
      for (const [what, wrong] of wrongFor(value)) {
        if (wrong === undefined && isOptional(type, path)) continue;
        expectMalformed(type, put(body, path, wrong), path, what);
      }
    }
  });
  it('leaves the prototype of all objects alone', () => {
    parse(
      type,
      JSON.parse(JSON.stringify({ z: 1, ...body }).replace('{', '{"__proto__":{"polluted":true},')),
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

it('nothing that comes makes a contract throw', () => {
  const junk = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, maxDepth: 3 });
  const spoilt = fc.constantFrom(...samples).chain(([type, body]) =>
    fc.record({
      type: fc.constant(type),
      body: fc
        .constantFrom(...Object.keys(body), '__proto__')
        .chain((key) => junk.map((wrong) => own(body, key, wrong))),
    }),
  );
  const whole = fc.record({ type: fc.oneof(fc.constantFrom(...samples.keys()), fc.string()), body: junk });
  fc.assert(
    fc.property(fc.oneof(spoilt, whole), ({ type, body }) => {
      const told = parse(type, body);
      expect(isRefusal(told) ? told.code : told.type).toBeTypeOf('string');
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    drawing(2_000),
  );
});

describe('an envelope', () => {
  const good = { id: uuid(1), book: 'real', type: 'report.acknowledge', body: {}, ifSeq: 1, madeAt: START };
  it('is let in with and without what it may leave out', () => {
    const { ifSeq: _ifSeq, madeAt: _madeAt, ...bare } = good;
    for (const one of [good, bare]) expect(envelope.safeParse(one).success).toBe(true);
  });
  it.each([
    ['id', NOT_A_STRING],
    ['book', NOT_A_STRING],
    ['type', NOT_A_STRING.slice(0, 15)],
    ['body', [...NOT_AN_OBJECT, ['null', null]]],
    ['ifSeq', [...NOT_A_NUMBER.slice(0, 9), ['half', 0.5], ['less than none', -1], ['null', null]]],
    ['madeAt', NOT_A_STRING.filter(([what]) => what !== 'nothing')],
  ] as const)('has a %s of the right kind', (field, wrongs) => {
    for (const [what, wrong] of wrongs) {
      const result = envelope.safeParse({ ...good, [field]: wrong });
      expect(result.success, `${field}: ${what}`).toBe(false);
    }
  });
  it('has no other key', () => {
    for (const key of ['principal', '$where', '__proto__', 'constructor'])
      expect(envelope.safeParse(own(good, key, { x: 1 })).success, key).toBe(false);
  });
  it('is greeted the same way', () => {
    const fine = { protocol: 1, book: 'real', epoch: null, since: 0 };
    expect(hello.safeParse(fine).success).toBe(true);
    for (const wrong of [
      { since: -1 },
      { since: 1.5 },
      { book: 'x' },
      { protocol: '1' },
      { epoch: { $ne: 1 } },
    ])
      expect(hello.safeParse({ ...fine, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  });
});

describe('the pieces', () => {
  it('take an instant only with its offset', () => {
    for (const good of ['2026-04-05T13:20Z', '2026-04-05T13:20:01.5+08:00', '2026-04-05T13:20:01-03:30'])
      expect(instant.safeParse(good).success, good).toBe(true);
    const bad = [
      '2026-04-05',
      '2026-04-05T13:20',
      '2026-04-05 13:20Z',
      '2026-13-05T13:20Z',
      '2026-04-05T25:20Z',
    ];
    bad.push(
      '2026-04-05T13:20+8',
      '2026-04-05T13:20:01.1234Z',
      'Sun Apr 05 2026',
      '+012026-04-05T13:20Z',
      'now',
    );
    for (const one of bad) expect(instant.safeParse(one).success, one).toBe(false);
  });
  it('take ids in small letters alone', () => {
    for (const good of ['a', '150525206207', uuid(1)]) expect(rowId.safeParse(good).success).toBe(true);
    for (const bad of ['', '-a', 'A', 'a b', 'a/b', '../a', 'a\n', 'a'.repeat(65), '__proto__'])
      expect(rowId.safeParse(bad).success, bad).toBe(false);
    expect(uuidSchema.safeParse(uuid(1)).success).toBe(true);
    for (const bad of [uuid(1).toUpperCase().replace('0', 'A'), `${uuid(1)}0`, uuid(1).replaceAll('-', '')])
      expect(uuidSchema.safeParse(bad).success, bad).toBe(false);
  });
  it('take words of every script, with line breaks, up to their size in characters', () => {
    const five = words(5);
    for (const good of ['火', 'a\nb', 'ᠮᠣᠩ', '😀😀😀😀😀', ' a '])
      expect(five.safeParse(good).success).toBe(true);
    for (const bad of ['abcdef', '😀😀😀😀😀😀', 'a\rb', '\u007f'])
      expect(five.safeParse(bad).success).toBe(false);
  });
  it('take places on earth', () => {
    const pole = { villageId: null, point: { lat: 90, lng: -180 }, source: 'map', accuracy: 0, detail: null };
    expect(place.safeParse(pole).success).toBe(true);
    for (const point of [{ lat: 90.001, lng: 0 }, { lat: 0, lng: 180.001 }, { lat: 0 }, [0, 0]])
      expect(place.safeParse({ ...pole, point }).success).toBe(false);
  });
});

function wrongFor(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value === 'string') {
    const spoilt = ['\u0000', '\ud83d', '\u007f', '\u0007'].map(
      (end) => [`with ${escape(end)}`, value + end] as const,
    );
    return [...NOT_A_STRING, ...spoilt];
  }
  if (typeof value === 'number') return NOT_A_NUMBER;
  if (typeof value === 'boolean') return NOT_A_NUMBER.filter(([what]) => what !== 'a boolean');
  if (Array.isArray(value)) return NOT_AN_OBJECT.filter(([, wrong]) => !Array.isArray(wrong));
  return isObject(value) ? NOT_AN_OBJECT : [];
}

const escape = (text: string) => `U+${text.charCodeAt(0).toString(16)}`;

/** Malformed, never thrown, and the path leads to the place or to what it lies in. */
function expectMalformed(type: CommandType, body: unknown, path: Path, what = ''): void {
  const told = parse(type, body) as Refusal;
  const [said, meant] = [told.path ?? '', path.join('.')];
  const where = `${type} ${meant} ${what}`;
  expect(told.code, where).toBe('command.malformed');
  expect(said, where).not.toBe('');
  expect(`${said}.`.startsWith(`${meant}.`) || `${meant}.`.startsWith(`${said}.`), `${where}: ${said}`).toBe(
    true,
  );
  expect(JSON.stringify(told).length).toBeLessThan(1_000);
}

function* walk(value: unknown, path: Path = []): Generator<Leaf> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    yield { path: at, value: inner };
    yield* walk(inner, at);
  }
}

/** A copy with another value, or without one, at a path. */
function put(root: unknown, path: Path, value: unknown, without = false): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const copy = (Array.isArray(root) ? [...root] : { ...(root as object) }) as Record<
    string | number,
    unknown
  >;
  if (rest.length === 0 && without) delete copy[step];
  else copy[step] = put(copy[step], rest, value, without);
  return copy;
}

/** A copy with a key of its own, also where the key has a meaning to the language. */
function own(value: object, key: string, more: unknown): object {
  const copy = { ...value };
  Object.defineProperty(copy, key, { value: more, enumerable: true, configurable: true, writable: true });
  return copy;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
