import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../server/embedded/values/bson.ts';
import { compareText, compareValues, encodeValue, equals } from '../../../server/embedded/values/compare.ts';
import { fieldReader } from '../../../server/embedded/values/fields.ts';
import { KeyWriter } from '../../../server/embedded/values/keyWriter.ts';
import { randomFrom } from './store.ts';

const id = (n: number) => new ObjectId(`65000000000000000000000${n}`);
const bytes = (...list: number[]) => new Binary(Buffer.from(list));

/** Each line is less than the next; the values of a line are equal. By the manual's "Comparison/Sort Order". */
const ladder: unknown[][] = [
  [new MinKey()],
  [null],
  [NaN, new Double(NaN)],
  [-Infinity],
  [Long.MIN_VALUE],
  [Long.fromString('-9007199254740993')],
  [Long.fromString('-9007199254740992'), -(2 ** 53)],
  [-1.5],
  [-1, new Int32(-1), Decimal128.fromString('-1')],
  [0, -0, Long.ZERO],
  [5e-324],
  [1, new Int32(1), new Double(1), Long.ONE],
  [1.5, Decimal128.fromString('1.5')],
  [2],
  [2 ** 53, Long.fromString('9007199254740992')],
  [Long.fromString('9007199254740993')],
  [Long.fromString('9007199254740994'), 2 ** 53 + 2],
  [Long.MAX_VALUE],
  [1e300],
  [Infinity],
  [''],
  ['\0'],
  ['\0a'],
  ['a'],
  ['a\0'],
  ['a\0b'],
  ['aa'],
  ['ab'],
  ['b'],
  ['值'],
  ['\uffee'],
  ['\u{20000}'],
  [{}],
  [{ a: null }],
  [{ a: 1 }],
  [{ a: 1, b: 1 }],
  [{ a: 2 }],
  [{ b: 1 }],
  [{ a: 'x' }],
  [{ a: { b: 1 } }],
  [[]],
  [[1]],
  [[1, 2]],
  [[2]],
  [['a']],
  [bytes()],
  [bytes(0)],
  [bytes(255)],
  [bytes(0, 0)],
  [id(1), new ObjectId(id(1).toHexString())],
  [id(2)],
  [false],
  [true],
  [new Date(-1)],
  [new Date(0)],
  [new Date(8.64e15)],
  [new Timestamp({ t: 1, i: 1 })],
  [new Timestamp({ t: 1, i: 2 })],
  [new BSONRegExp('a')],
  [new BSONRegExp('a', 'i')],
  [new BSONRegExp('b')],
  [new MaxKey()],
];
const rungs = ladder.flatMap((values, rung) => values.map((value) => ({ value, rung })));

describe('the order of values', () => {
  it('is that of their keys, upwards and downwards, alone and with something behind them', () => {
    const key = (value: unknown, down: boolean, then: unknown) => {
      const writer = new KeyWriter().start();
      writer.value(value, down);
      writer.value(then);
      return writer.take();
    };
    let pairs = 0;
    for (const a of rungs) {
      for (const b of rungs) {
        pairs++;
        const about = `${String(a.value)} and ${String(b.value)}`;
        const order = Math.sign(a.rung - b.rung);
        expect(Math.sign(compareValues(a.value, b.value)), about).toBe(order);
        expect(encodeValue(a.value).compare(encodeValue(b.value)), about).toBe(order);
        expect(key(a.value, false, 9).compare(key(b.value, false, 1)), about).toBe(order || 1);
        expect(key(a.value, true, 9).compare(key(b.value, true, 1)), about).toBe(-order || 1);
        expect(equals(a.value, b.value), about).toBe(order === 0);
      }
    }
    expect(pairs).toBeGreaterThan(4000);
  });

  it('is that of the bytes, for texts', () => {
    const random = randomFrom(3);
    const alphabet = ['a', 'b', '\0', '值', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'];
    const text = () =>
      Array.from({ length: random() * 6 }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
    for (let n = 0; n < 5000; n++) {
      const [a, b] = [text(), text()];
      expect(Math.sign(compareText(a, b))).toBe(Buffer.from(a).compare(Buffer.from(b)));
      expect(encodeValue(a).compare(encodeValue(b))).toBe(Buffer.from(a).compare(Buffer.from(b)));
    }
  });

  it('keeps shortened values apart, of the same length, and after what they begin with', () => {
    const shortened = (text: string) => {
      const writer = new KeyWriter().start();
      writer.value(text, false, 100);
      return { key: writer.take(), shortened: writer.shortened };
    };
    const long = 'x'.repeat(200);
    expect(shortened(`${long}a`).key).toHaveLength(100);
    expect(shortened(`${long}a`).key.equals(shortened(`${long}b`).key)).toBe(false);
    expect(shortened(`${long}a`).key.equals(shortened(`${long}a`).key)).toBe(true);
    expect(shortened('short').shortened).toBe(false);
    expect(shortened('x'.repeat(50)).key.compare(shortened(long).key)).toBe(-1);
  });
});

describe('a reader of fields', () => {
  it('reads what decoding the whole document gives, of every type', () => {
    const doc = Object.fromEntries(rungs.map(({ value }, n) => [`f${n}`, value]));
    const raw = encode(doc);
    const whole = decode(raw);
    for (const name of Object.keys(doc)) expect(fieldReader([name])(raw)).toEqual({ [name]: whole[name] });
    expect(fieldReader(['f3', 'none', 'f1', 'f'])(raw)).toEqual({ f3: whole.f3, f1: whole.f1 });
    expect(fieldReader([])(raw)).toEqual({});
  });

  it('tells apart names of which one begins with the other, and a field called _bsontype', () => {
    const raw = encode({ ab: 1, a: 2, abc: 3, 值: 4 });
    expect(fieldReader(['a', '值'])(raw)).toEqual({ a: 2, 值: 4 });
  });
});
