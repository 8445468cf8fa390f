import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { greet } from '../../../server/live/greet.ts';
import { openTail } from '../../../server/tail.ts';
import { PROTOCOL, type Hello } from '../../../shared/wire.ts';
import { copyWorld } from '../../../shared/world.ts';
import { officer, openSpine, reportBody, setUp, type Spine } from '../../support/spine.ts';
import { testStore, type TestStore } from '../../support/store.ts';

const HERE = randomUUID();
let store: TestStore;
let spine: Spine;
beforeAll(async () => {
  store = await testStore();
  spine = await openSpine(store);
  await setUp(spine);
  for (const words of ['北坡起烟', '南坡起烟'])
    await spine.submit(officer, 'report.submit', reportBody(words));
});
afterAll(async () => {
  await spine.close();
  await store.done();
});

const head = () => spine.books.real.tail.world.seq;
const hello = (since: number, more: Partial<Hello> = {}): Hello => ({
  ...{ protocol: PROTOCOL, book: 'real', epoch: HERE, since },
  ...more,
});
const said = (message: Hello) => greet(spine.books.real, officer, message, HERE, Date.now());

it('brings a screen what it missed, each row once', () => {
  const welcome = said(hello(head() - 1));
  expect(welcome).toMatchObject({ ok: true, audience: 'desk', frame: { from: head() - 1, to: head() } });
  const reports = (welcome.ok ? welcome.frame.rows : []).filter(([table]) => table === 'report');
  expect(reports).toHaveLength(1);
});

it('has nothing new for a screen that is up to date', () => {
  expect(said(hello(head()))).toMatchObject({ ok: true, frame: { from: head(), to: head(), rows: [] } });
});

it.each([
  ['was told by another life of the store', { epoch: randomUUID() }, 0],
  ['knows more than there is', {}, 1],
])('lets a screen that %s begin anew', (_why, more, ahead) => {
  expect(said(hello(head() + ahead, more))).toEqual({ ok: false, why: 'stale', epoch: HERE });
});

it('lets a screen begin anew that was away for longer than is remembered', () => {
  const { real } = spine.books;
  // As after a start: what lies before the snapshot that was loaded is not in the ring.
  const book = { ...real, tail: openTail(spine.journal, copyWorld(real.tail.world)) };
  const to = (since: number) => greet(book, officer, hello(since), HERE, Date.now());
  expect(to(head())).toMatchObject({ ok: true });
  expect(to(head() - 1)).toEqual({ ok: false, why: 'stale', epoch: HERE });
});

it('has an outdated page load itself anew', () => {
  expect(said(hello(head(), { protocol: 0 as never }))).toEqual({ ok: false, why: 'reload', epoch: HERE });
});
