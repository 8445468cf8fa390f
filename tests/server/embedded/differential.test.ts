import { Decimal128, Long, ObjectId, type Document, type Sort } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sortKey, type SortSpec } from '../../../server/embedded/values/compare.ts';
import { openStore, randomFrom, type Opened } from './store.ts';

/**
 * Random filters and sorts on indexed collections, answered with and without the indexes: whatever plan is chosen,
 * the rows and their order are those of a scan in natural order.
 */
const ROUNDS = 1500;
const DOCS = 220;

let opened: Opened;
beforeAll(async () => {
  opened = await openStore();
});
afterAll(() => opened.close());

const seeds = [Number(process.env.SEED ?? 20_261_124)];

describe.each(seeds)('seed %i', (seed) => {
  it(`gives the same rows with and without indexes, ${ROUNDS} times`, async () => {
    const random = randomFrom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const collection = opened.db.collection<Document & { _id: number }>(`rows-${seed}`);
    const long = 'x'.repeat(1000);
    const ids = Array.from({ length: 8 }, (_, n) => new ObjectId(`65000000000000000000000${n}`));

    const value = (): unknown =>
      pick([
        () => Math.floor(random() * 12),
        () => Math.floor(random() * 12) + 0.5,
        () =>
          pick([
            'a',
            'ab',
            'abc',
            'b',
            'B',
            '',
            '值',
            '\uffee',
            '\u{20000}',
            'a b',
            `${long}a`,
            `${long}b`,
            'a\0b',
          ]),
        () => pick([null, undefined, NaN, -0, true, false, Infinity]),
        () => new Date(Math.floor(random() * 6) * 1000),
        () => pick(ids),
        () => Long.fromString(pick(['9007199254740993', '9007199254740992', '-9007199254740993', '5'])),
        () => Decimal128.fromString(pick(['5', '2.5', '-1'])),
        () => ({ x: Math.floor(random() * 3) }),
      ])();
    const orList = (): unknown => {
      if (random() > 0.25) return value();
      return Array.from({ length: Math.floor(random() * 4) }, () => (random() < 0.1 ? [value()] : value()));
    };
    const document = (n: number): Document & { _id: number } => {
      const doc: Document & { _id: number } = { _id: n, u: `u${n}` };
      if (random() < 0.9) doc.a = value();
      if (random() < 0.9) doc.b = value();
      if (random() < 0.8) doc.tags = orList();
      if (random() < 0.5) doc.s = value();
      if (random() < 0.7)
        doc.n = random() < 0.3 ? [{ p: value() }, { p: value(), q: 1 }, 5] : { p: orList(), q: value() };
      if (random() < 0.5) doc.live = random() < 0.5;
      return doc;
    };
    await collection.createIndexes([
      { key: { a: 1, b: -1 } },
      { key: { b: 1 } },
      { key: { tags: 1, a: 1 } },
      { key: { s: -1 }, sparse: true },
      { key: { 'n.p': 1, a: -1 } },
      { key: { 'n.q': -1, s: 1 } },
      { key: { a: 1, s: 1, b: 1 }, partialFilterExpression: { live: true } },
      { key: { b: -1 }, name: 'high', partialFilterExpression: { b: { $gte: 5 } } },
      { key: { u: 1 }, unique: true },
    ]);
    await collection.insertMany(Array.from({ length: DOCS }, (_, n) => document(n)));
    for (let n = 0; n < DOCS; n += 3) await collection.replaceOne({ _id: n }, document(n));
    await collection.deleteMany({
      _id: { $in: Array.from({ length: 30 }, () => Math.floor(random() * DOCS)) },
    });

    const paths = ['a', 'b', 'tags', 's', 'n.p', 'n.q', 'live', 'u', '_id', 'n.0.p'];
    const condition = (path: string): unknown => {
      const v = () =>
        path === '_id'
          ? Math.floor(random() * DOCS)
          : path === 'u'
            ? `u${Math.floor(random() * DOCS)}`
            : path === 'live'
              ? true
              : value();
      return pick<() => unknown>([
        v,
        v,
        () => ({ $eq: v() }),
        () => ({ $in: Array.from({ length: Math.floor(random() * 5) }, v) }),
        () => ({ $gt: v() }),
        () => ({ $gte: v() }),
        () => ({ $lt: v() }),
        () => ({ $lte: v() }),
        () => ({ $gte: v(), $lt: v() }),
        () => ({ $gt: 2, $lte: 9 }),
        () => ({ $ne: v() }),
        () => ({ $nin: [v(), v()] }),
        () => ({ $exists: random() < 0.5 }),
        () => ({ $not: { $gt: v() } }),
        () => ({ $elemMatch: { $gt: v() } }),
        () => pick([/^a/, /^ab?/, /^a b/, /^[ab]/, /b$/, /^xxx/, /^值/, /^a|b/]),
        () => ({ $all: random() < 0.5 ? [v()] : [v(), v()] }),
        () => ({ $type: pick(['string', 'number', 'null', 'date', 'array']) }),
      ])();
    };
    const clause = (): Document => {
      const out: Document = {};
      for (let n = Math.floor(random() * 3); n >= 0; n--) {
        const path = pick(paths);
        out[path] = condition(path);
      }
      return out;
    };
    const filter = (): Document => {
      const kind = random();
      if (kind < 0.05) return {};
      if (kind < 0.75) return clause();
      if (kind < 0.85) return { $and: [clause(), clause()] };
      if (kind < 0.95) return { $or: [clause(), clause(), clause()] };
      return { ...clause(), $or: [clause(), clause()], $nor: [clause()] };
    };
    const sort = (): SortSpec =>
      Array.from(
        { length: Math.floor(random() * 3) },
        () => [pick(paths), pick([1, -1] as const)] as [string, 1 | -1],
      ).filter(([path], n, all) => all.findIndex(([other]) => other === path) === n);

    for (let round = 0; round < ROUNDS; round++) {
      const where = filter();
      const order = sort();
      const spec = Object.fromEntries(order) as Sort;
      const skip = random() < 0.2 ? 3 : 0;
      const limit = random() < 0.3 ? 10 : 0;
      const find = (natural: boolean) => {
        const cursor = collection.find(where).skip(skip).limit(limit);
        if (order.length > 0) cursor.sort(spec);
        return (natural ? cursor.hint({ $natural: 1 }) : cursor).toArray();
      };
      const [planned, scanned] = [await find(false), await find(true)];
      const about = JSON.stringify({ seed, round, where, order, skip, limit });
      expect(planned.length, about).toBe(scanned.length);
      if (order.length > 0) {
        const keys = (docs: Document[]) => docs.map((doc) => sortKey(doc, order).toString('hex'));
        expect(keys(planned), about).toEqual(keys(scanned));
      }
      if (skip === 0 && limit === 0) {
        const sorted = (docs: Document[]) => docs.map(({ _id }) => _id as number).sort((x, y) => x - y);
        expect(sorted(planned), about).toEqual(sorted(scanned));
        expect(await collection.countDocuments(where), about).toBe(scanned.length);
      }
    }
    expect(await opened.db.command({ validate: collection.collectionName })).toMatchObject({ valid: true });
  }, 120_000);
});
