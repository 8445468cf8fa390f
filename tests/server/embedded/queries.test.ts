import { ObjectId, type Document, type Sort } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Opened, type Row } from './store.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openStore();
});
afterAll(() => opened.close());

const filled = async (name: string, docs: Document[]) => {
  const collection = opened.db.collection<Row>(name);
  await collection.insertMany(docs.map((doc, n) => ({ _id: n, ...doc })));
  return collection;
};

describe('sorting', () => {
  it('orders values of all types as MongoDB does', async () => {
    const id = new ObjectId('650000000000000000000001');
    // each of these comes before the next
    const values = [
      [],
      null,
      NaN,
      -5,
      0,
      2.5,
      1e20,
      'A',
      'a',
      '\uffee',
      '\u{20000}',
      { a: 1 },
      { b: 0 },
      id,
      false,
      true,
    ];
    const rest = [new Date(0), new Date(1), /a/];
    const collection = await filled('types', [...values, ...rest].map((v) => ({ v })).reverse());
    const up = (await collection.find().sort({ v: 1 }).toArray()).map(({ v }) => v as unknown);
    expect(up).toEqual([...values, ...rest]);
    const down = (await collection.find().sort({ v: -1 }).toArray()).map(({ v }) => v as unknown);
    expect(down).toEqual([...values, ...rest].reverse());
    await collection.createIndex({ v: 1 });
    expect((await collection.find().sort({ v: 1 }).toArray()).map(({ v }) => v as unknown)).toEqual(up);
    expect((await collection.find().sort({ v: -1 }).toArray()).map(({ v }) => v as unknown)).toEqual(down);
  });

  const docs = [
    { a: 2, b: 1 },
    { a: 1, b: 2 },
    { a: 1, b: 3 },
    { b: 0 },
    { a: [5, 0], b: 9 },
    { a: null, b: -1 },
  ];
  const sorts: [sort: Sort, order: number[]][] = [
    [{ a: 1, b: 1 }, [5, 3, 4, 1, 2, 0]],
    [{ a: -1, b: 1 }, [4, 0, 1, 2, 5, 3]],
    [{ a: 1, b: -1 }, [3, 5, 4, 2, 1, 0]],
    [{ 'x.y': 1, b: -1 }, [4, 2, 1, 0, 3, 5]],
    [{ $natural: -1 }, [5, 4, 3, 2, 1, 0]],
  ];
  it.each(sorts.map(([sort, order], n) => [JSON.stringify(sort), sort, order, n] as const))(
    'by %s',
    async (_t, sort, order, n) => {
      const collection = await filled(`sorts-${n}`, docs);
      expect((await collection.find().sort(sort).toArray()).map(({ _id }) => _id)).toEqual(order);
    },
  );

  it('pages through a large result with and without an index', async () => {
    const collection = await filled(
      'paged',
      Array.from({ length: 3000 }, (_, n) => ({ n: (n * 7919) % 3000 })),
    );
    for (const indexed of [false, true]) {
      if (indexed) await collection.createIndex({ n: 1 });
      const page = await collection
        .find({ n: { $gte: 1000 } })
        .sort({ n: -1 })
        .skip(500)
        .limit(250)
        .toArray();
      expect(page.map(({ n }) => n as number)).toEqual(Array.from({ length: 250 }, (_, k) => 2499 - k));
      expect(await collection.find().sort({ n: 1 }).limit(-5).toArray()).toHaveLength(5);
    }
  });

  it('refuses a direction that is none', async () => {
    await expect(opened.db.command({ find: 'x', sort: { a: 2 } })).rejects.toMatchObject({ code: 15975 });
  });
});

describe('cursors', () => {
  it('are read batch by batch', async () => {
    const collection = await filled(
      'cursor',
      Array.from({ length: 1234 }, (_, n) => ({ n })),
    );
    const seen: unknown[] = [];
    for await (const doc of collection.find().batchSize(100)) seen.push(doc.n);
    expect(seen).toEqual(Array.from({ length: 1234 }, (_, n) => n));
  });

  it('are split by size: a reply is no larger than a document may be', async () => {
    const collection = await filled(
      'large',
      Array.from({ length: 40 }, () => ({ text: 'x'.repeat(1_000_000) })),
    );
    expect(await collection.find().toArray()).toHaveLength(40);
  });

  it('are forgotten when they are killed', async () => {
    await filled(
      'killed',
      Array.from({ length: 300 }, (_, n) => ({ n })),
    );
    const { cursor } = await opened.db.command({ find: 'killed', batchSize: 10 });
    await opened.db.command({ killCursors: 'killed', cursors: [cursor.id] });
    await expect(opened.db.command({ getMore: cursor.id, collection: 'killed' })).rejects.toMatchObject({
      code: 43,
    });
  });

  it('give an empty first batch when asked for none', async () => {
    await filled('none', [{ n: 1 }]);
    const { cursor } = await opened.db.command({ find: 'none', batchSize: 0 });
    expect(cursor.firstBatch).toEqual([]);
    const more = await opened.db.command({ getMore: cursor.id, collection: 'none' });
    expect(more.cursor).toMatchObject({ nextBatch: [{ _id: 0, n: 1 }] });
  });
});

describe('projections', () => {
  const doc = { _id: 1, a: 1, b: { c: 1, d: [{ e: 1, f: 2 }, { e: 3 }, 5, [{ e: 9 }]] }, g: [1, 2] };
  const probes: [projection: Document, shown: Document | number][] = [
    [{}, doc],
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ a: true, _id: 0 }, { a: 1 }],
    [{ _id: 1 }, { _id: 1 }],
    [{ _id: 0 }, { a: 1, b: doc.b, g: doc.g }],
    [{ b: 0 }, { _id: 1, a: 1, g: [1, 2] }],
    [
      { b: 0, g: 0, _id: 1 },
      { _id: 1, a: 1 },
    ],
    [{ 'b.c': 1 }, { _id: 1, b: { c: 1 } }],
    [{ 'b.d.e': 1 }, { _id: 1, b: { d: [{ e: 1 }, { e: 3 }, [{ e: 9 }]] } }],
    [
      { 'b.d.e': 0, g: 0 },
      { _id: 1, a: 1, b: { c: 1, d: [{ f: 2 }, {}, 5, [{}]] } },
    ],
    [{ b: { c: 1 } }, { _id: 1, b: { c: 1 } }],
    [{ 'a.x': 1 }, { _id: 1 }],
    [{ 'g.x': 1 }, { _id: 1, g: [] }],
    [{ missing: 1 }, { _id: 1 }],
    [
      { g: 1, a: 1 },
      { _id: 1, a: 1, g: [1, 2] },
    ],
    [{ a: 1, b: 0 }, 31254],
    [{ a: 0, b: 1 }, 31253],
    [{ b: 1, 'b.c': 1 }, 31249],
  ];
  it.each(
    probes.map(([projection, shown], n) => [JSON.stringify(projection), projection, shown, n] as const),
  )('%s', async (_text, projection, shown, n) => {
    const collection = await filled(`projection-${n}`, [doc]);
    const found = collection.find({}, { projection }).toArray();
    if (typeof shown === 'number') return expect(found).rejects.toMatchObject({ code: shown });
    expect(JSON.stringify(await found)).toBe(JSON.stringify([shown]));
  });
});

describe('counting and distinct values', () => {
  it('counts', async () => {
    const collection = await filled(
      'counted',
      Array.from({ length: 50 }, (_, n) => ({ n, kind: n % 3 })),
    );
    await collection.createIndex({ kind: 1 });
    expect(await collection.estimatedDocumentCount()).toBe(50);
    expect(await collection.countDocuments()).toBe(50);
    expect(await collection.countDocuments({ kind: 1 })).toBe(17);
    expect(await collection.countDocuments({ kind: { $ne: 1 } })).toBe(33);
    expect(await collection.countDocuments({ kind: 1 }, { skip: 5, limit: 3 })).toBe(3);
    expect((await opened.db.command({ count: 'counted', query: { kind: 2 }, limit: 4 })).n).toBe(4);
    expect(await opened.db.collection('nowhere').countDocuments()).toBe(0);
  });

  it('lists distinct values, in order, of arrays their elements', async () => {
    const collection = await filled('distinct', [
      { t: ['b', 'a'] },
      { t: 'c' },
      {},
      { t: null },
      { t: 'a' },
      { t: [] },
    ]);
    expect(await collection.distinct('t')).toEqual([null, 'a', 'b', 'c']);
    expect(await collection.distinct('t', { t: 'a' })).toEqual(['a', 'b']);
    expect(await collection.distinct('nothing')).toEqual([]);
  });
});
