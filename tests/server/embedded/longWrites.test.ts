import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../../../server/embedded/engine.ts';
import { openKeyValue } from '../../../server/embedded/storage/kv.ts';
import { Store } from '../../../server/embedded/storage/store.ts';
import type { Doc } from '../../../server/embedded/values/bson.ts';
import { asked, dataFolder } from './store.ts';

let folder: string;
let engine: Engine;
beforeEach(() => {
  folder = dataFolder();
  engine = new Engine(
    new Store(openKeyValue(folder, true), (error) => {
      throw error;
    }),
  );
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const run = (body: Doc) => asked(engine, body);
const insert = (...documents: Doc[]) => run({ insert: 'rows', documents });

describe('a write that must look through many rows', () => {
  const docs = Array.from({ length: 5000 }, (_, n) => ({ _id: n, kind: n % 2 === 0 ? 'even' : 'odd', n }));
  const update = (q: Doc, u: Doc, more: Doc = {}) => run({ update: 'rows', updates: [{ q, u, ...more }] });

  it('lets others run, and changes all that match', async () => {
    await insert(...docs);
    const order: string[] = [];
    const long = update({ kind: 'even' }, { $inc: { n: 1 } }, { multi: true }).then((reply) => {
      order.push('long');
      return reply;
    });
    const short = insert({ _id: 'new', kind: 'new' }).then(() => order.push('short'));
    expect(await long).toMatchObject({ n: 2500, nModified: 2500 });
    await short;
    expect(order).toEqual(['short', 'long']);
    expect(await run({ delete: 'rows', deletes: [{ q: { kind: 'odd' }, limit: 0 }] })).toMatchObject({
      n: 2500,
    });
    expect(await run({ count: 'rows', query: {} })).toMatchObject({ n: 2501 });
    expect(await run({ validate: 'rows' })).toMatchObject({ valid: true });
  });

  it.each([
    ['an update that makes one', (q: Doc) => update(q, { $set: { made: true } }, { upsert: true })],
    [
      'a findAndModify that makes one',
      (query: Doc) => run({ findAndModify: 'rows', query, update: { $set: { made: true } }, upsert: true }),
    ],
    ['a findAndModify that finds none', (query: Doc) => run({ findAndModify: 'rows', query, remove: true })],
  ])('lets others run, also %s', async (what, ask) => {
    for (let part = 0; part < 4; part++)
      await insert(...docs.map((doc) => ({ ...doc, _id: doc._id + part * 5000 })));
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    await Promise.all([
      ask({ kind: 'none' }).then(note('long')),
      run({ count: 'rows', query: { _id: 1 } }).then(note('read')),
      insert({ _id: 'new', kind: 'new' }).then(note('short')),
    ]);
    expect(order).toEqual(['read', 'short', 'long']);
    const made = what.endsWith('makes one') ? 1 : 0;
    expect(await run({ count: 'rows', query: { kind: 'none' } })).toMatchObject({ n: made });
  });

  it('lets others run, also a long list of small ones', async () => {
    const updates = docs.map((doc) => ({ q: { _id: doc._id }, u: { $set: doc }, upsert: true }));
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const long = run({ update: 'rows', updates });
    const short = insert({ _id: 'new' });
    await Promise.all([long.then(note('long')), short.then(note('short'))]);
    expect(order).toEqual(['short', 'long']);
    expect(await long).toMatchObject({ n: docs.length });
    expect(await run({ count: 'rows', query: {} })).toMatchObject({ n: docs.length + 1 });
  });

  it('makes one where several ask for the same at once, without an index that says so', async () => {
    await insert(...docs);
    const asked = [1, 2, 3].map(() => update({ kind: 'none' }, { $inc: { asked: 1 } }, { upsert: true }));
    const sought = {
      findAndModify: 'rows',
      query: { kind: 'none' },
      update: { $inc: { asked: 1 } },
      upsert: true,
    };
    await Promise.all([...asked, run(sought), insert({ _id: 'other' })]);
    expect(await run({ count: 'rows', query: { kind: 'none' } })).toMatchObject({ n: 1 });
    expect(await run({ count: 'rows', query: { kind: 'none', asked: 4 } })).toMatchObject({ n: 1 });
    expect(await run({ validate: 'rows' })).toMatchObject({ valid: true });
  });

  it('takes one, makes one where there is none, and keeps its place among other statements', async () => {
    await insert(...docs);
    const reply = await run({
      update: 'rows',
      updates: [
        { q: { _id: 1 }, u: { $set: { mark: 'a' } } },
        { q: { mark: 'a' }, u: { $set: { mark: 'b' } } },
        { q: { mark: 'b' }, u: { $set: { mark: 'c' } }, multi: true },
        { q: { mark: 'none' }, u: { $set: { n: 0 } }, upsert: true },
        { q: { mark: 'none' }, u: { $inc: { n: 5 } } },
        { q: { n: 7 }, u: { $set: { _id: 'other' } } },
        { q: { _id: 2 }, u: { $set: { mark: 'never' } } },
      ],
    });
    expect(reply).toMatchObject({
      n: 5,
      nModified: 4,
      upserted: [{ index: 3 }],
      writeErrors: [{ index: 5, code: 66 }],
    });
    expect(await run({ count: 'rows', query: { mark: { $in: ['c', 'none'] } } })).toMatchObject({ n: 2 });
    expect(await run({ count: 'rows', query: { mark: 'never' } })).toMatchObject({ n: 0 });
    expect(await update({ n: { $gte: 0 } }, { $set: { seen: true } })).toMatchObject({ n: 1 });
    expect(await run({ delete: 'rows', deletes: [{ q: { kind: 'odd' }, limit: 1 }] })).toMatchObject({
      n: 1,
    });
  });
});
