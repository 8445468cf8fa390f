import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GENESIS, type Entry } from '../../../shared/entry.ts';
import { emptyWorld, fold } from '../../../shared/world.ts';
import { erasedBy } from '../../../server/effects/erase.ts';
import { faultOf } from '../../../server/journal/chain.ts';
import { SYSTEM, type Principal } from '../../../shared/roles.ts';
import {
  leader,
  liaison,
  officer,
  openSpine,
  reportBody,
  setUp,
  stranger,
  type Spine,
} from '../../support/spine.ts';
import { testStore, type TestStore } from '../../support/store.ts';

let store: TestStore;
let database: string;
let spine: Spine;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.done());
beforeEach(async () => {
  database = `archive-${randomUUID().slice(0, 8)}`;
  spine = await openSpine(await store.connect(database));
  await setUp(spine);
});
afterEach(() => spine.close());

const CANARY = '村民王某';

/** A report becomes an incident, is seen through, and goes to the archive. */
async function archived(): Promise<{ incidentId: string; reportId: string }> {
  const [reportId, incidentId] = [randomUUID(), randomUUID()];
  await must('report.submit', reportBody(`${CANARY}家着火`), reportId);
  await must('report.acceptAsIncident', { reportId, kind: 'A02', title: `${CANARY}家火灾` }, incidentId);
  await must('incident.addLine', { incidentId, words: `${CANARY}已转移`, observedAt: null });
  await seeThrough(incidentId);
  return { incidentId, reportId };
}

async function seeThrough(incidentId: string, settled = true): Promise<void> {
  const step = (to: string) => must('incident.advance', { incidentId, to, observedAt: null, reason: null });
  const { state } = spine.books.real.tail.world.tables.incident.get(incidentId) ?? {};
  for (const to of ['responding', 'controlled', 'closed']) if (state !== 'closed') await step(to);
  await must('incident.archive', { incidentId });
  if (settled) await spine.books.real.behind.settled();
}

/** The same, seen through, but the records have not heard of it yet. */
async function justArchived(): Promise<string> {
  const { incidentId } = await archived();
  expect(await recall(incidentId)).toMatchObject({ ok: true });
  await seeThrough(incidentId, false);
  return incidentId;
}

/** An archived incident with two reports: one with a photo was merged into the other, and went to the archive first. */
async function withMerged() {
  const [reportId, twinId, incidentId, fileId] = [0, 0, 0, 0].map(() => randomUUID()) as [
    string,
    string,
    string,
    string,
  ];
  const contactIds = [randomUUID(), randomUUID()];
  const told = (n: number, fileIds: string[]) => {
    const informant = { unit: null, name: CANARY, post: null, contactId: contactIds[n] };
    return { ...reportBody(`${CANARY}家着火`), informant, fileIds };
  };
  await must('report.submit', told(0, []), reportId);
  await must('report.submit', told(1, [fileId]), twinId);
  const photo = { hash: 'f'.repeat(64), media: 'image/jpeg', bytes: 9, width: 1, height: 1, name: null };
  await must('report.photoArrived', { reportId: twinId, fileId, ...photo }, undefined, SYSTEM);
  await must('report.acknowledge', { reportId: twinId });
  await must('report.merge', { reportId: twinId, intoId: reportId, reason: `${CANARY}重复` });
  await must('report.archive', { reportId: twinId }, undefined, SYSTEM);
  await must('report.acceptAsIncident', { reportId, kind: 'A02', title: `${CANARY}家火灾` }, incidentId);
  await seeThrough(incidentId);
  return { incidentId, reportIds: [reportId, twinId], contactIds, fileId };
}

async function must(type: string, body: object, id?: string, who: Principal = officer): Promise<void> {
  expect(await spine.submit(who, type, body, id)).toMatchObject({ ok: true });
}

const recall = (incidentId: string) =>
  spine.submit(officer, 'incident.recall', { incidentId, reason: '复燃' });
const entries = (): Promise<Entry[]> => spine.journal.read('real', 0, 10_000);

describe('the archive', () => {
  it('is asked for as soon as the records have caught up; nobody is sent away meanwhile', async () => {
    const incidentId = await justArchived();
    expect(await recall(incidentId)).toMatchObject({ ok: true });
  });

  it('has the records not rest meanwhile', async () => {
    const incidentId = await justArchived();
    const hurry = vi.spyOn(spine.books.real.behind, 'hurry');
    await recall(incidentId);
    expect(hurry).toHaveBeenCalled();
  });

  it('is not asked for by those who may not: they are told so, whatever the records know', async () => {
    const incidentId = await justArchived();
    const body = { incidentId, reason: '看看' };
    const answers = [stranger, liaison].map((who) => spine.submit(who, 'incident.recall', body));
    for (const answer of await Promise.all(answers))
      expect(answer).toMatchObject({ refusal: { code: 'command.not-allowed' } });
  });

  it('takes an incident, its reports and its lines out of the World; the records keep them', async () => {
    const { incidentId, reportId } = await archived();
    const { tables } = spine.books.real.tail.world;
    expect([tables.incident.size, tables.report.size, tables.line.size]).toEqual([0, 0, 0]);
    const kept = await spine.records.ask({ book: 'real', table: 'incident', audience: 'desk', limit: 10 });
    expect(kept).toMatchObject([{ archived: true, row: { id: incidentId, state: 'closed' } }]);
    expect(await spine.records.one('real', 'report', reportId, 'desk')).toMatchObject({ incidentId });
    const found = await spine.records.ask({
      book: 'real',
      table: 'incident',
      audience: 'desk',
      find: 'cmw',
      limit: 10,
    });
    expect(found).toHaveLength(1);
  });

  it('gives an incident back whole, with the reason in its chronology', async () => {
    const { incidentId, reportId } = await archived();
    await must('incident.recall', { incidentId, reason: '复燃' });
    const { tables } = spine.books.real.tail.world;
    expect(tables.incident.get(incidentId)).toMatchObject({ state: 'closed', number: 1 });
    expect(tables.report.get(reportId)).toMatchObject({ state: 'incident' });
    expect([...tables.line.values()].map((line) => line.what)).toContain('recalled');
    await spine.books.real.behind.settled();
    expect(await recall(incidentId)).toMatchObject({ refusal: { code: 'incident.not-archived' } });
  });
});

describe('an erasure by decision', () => {
  it('takes the content out of journal and records; chain, numbers and the decision remain', async () => {
    const { incidentId, reportId } = await archived();
    expect(await spine.submit(officer, 'incident.erase', { incidentId, reason: '到期' })).toMatchObject({
      refusal: { code: 'command.not-allowed' },
    });
    await must('incident.erase', { incidentId, reason: '个人信息保存期满' }, undefined, leader);
    // At once, before the records have forgotten it: what is to be erased is not brought back.
    expect((await recall(incidentId)).ok).toBe(false);
    await spine.books.real.behind.settled();
    expect(await recall(incidentId)).toMatchObject({ refusal: { code: 'incident.not-archived' } });

    const all = await entries();
    expect(JSON.stringify(all)).not.toContain(CANARY);
    const decided = new Set(all.flatMap(erasedBy));
    expect(decided).toEqual(new Set([`incident/${incidentId}`, `report/${reportId}`]));
    let prev = GENESIS;
    for (const entry of all) {
      expect(faultOf(entry, prev, (about) => decided.has(about))).toBeNull();
      prev = entry.hash;
    }
    const kept = JSON.stringify(
      await spine.records.ask({ book: 'real', table: 'incident', audience: 'desk', limit: 10 }),
    );
    expect(kept).toBe('[]');
    const folded = emptyWorld('real');
    fold(folded, all);
    expect(folded).toEqual(spine.books.real.tail.world);
    const next = randomUUID();
    await must('report.submit', reportBody('又一处'), next);
    await must('report.acceptAsIncident', { reportId: next, kind: 'N01', title: '又一处' });
    expect([...spine.books.real.tail.world.tables.incident.values()]).toMatchObject([{ number: 2 }]);
  });

  it('takes persons and files too, and the reports that were merged into its own and archived before it', async () => {
    const { incidentId, reportIds, contactIds, fileId } = await withMerged();
    await must('incident.erase', { incidentId, reason: '个人信息保存期满' }, undefined, leader);
    await spine.books.real.behind.settled();
    expect(JSON.stringify(await entries())).not.toContain(CANARY);
    const decided = (await entries()).flatMap(erasedBy);
    expect(decided.sort()).toEqual(
      [`incident/${incidentId}`, ...reportIds.map((id) => `report/${id}`)].sort(),
    );
    const dropped = [...contactIds.map((id) => `contact/${id}`), `file/${fileId}`];
    expect([...spine.dropped].sort()).toEqual(dropped.sort());
    for (const table of ['report', 'attachment', 'line', 'incident'] as const)
      expect(await spine.records.ask({ book: 'real', table, audience: 'desk', limit: 50 })).toEqual([]);
    expect(spine.faults).toEqual([]);
  });

  it('is not undone by a snapshot of before it', async () => {
    const [reportId, incidentId] = [randomUUID(), randomUUID()];
    await must('report.submit', reportBody(`${CANARY}家着火`), reportId);
    await must('report.acceptAsIncident', { reportId, kind: 'A02', title: `${CANARY}家火灾` }, incidentId);
    expect(await spine.snapshots.write(spine.books.real.tail.world, spine.lease.fence)).toBe(true);
    await seeThrough(incidentId);
    await must('incident.erase', { incidentId, reason: '个人信息保存期满' }, undefined, leader);
    await spine.books.real.behind.settled();
    const { connection } = await store.connect(database);
    const chunks = await connection.collection('snapshotChunks').find().toArray();
    expect(JSON.stringify(chunks)).not.toContain(CANARY);
    const other = await openSpine(await store.connect(database));
    expect(other.books.real.tail.world).toEqual(spine.books.real.tail.world);
    await other.close();
  });
});

describe('a start', () => {
  it('loads the snapshot and folds on; a snapshot that does not stand in the journal is not used', async () => {
    const ids = Array.from({ length: 1_100 }, () => randomUUID());
    await Promise.all(ids.map((id) => must('report.submit', reportBody('起烟'), id)));
    await spine.books.real.behind.settled();
    const loaded = await spine.snapshots.load('real');
    expect(loaded?.seq).toBeGreaterThanOrEqual(1_000);
    // One of the head: what is folded on top of it would put its hash right.
    expect(await spine.snapshots.write(spine.books.real.tail.world, 1_000_000)).toBe(true);
    const { connection } = await store.connect(database);
    for (const tampered of [false, true]) {
      const pointers = connection.collection<{ _id: string }>('snapshots');
      if (tampered) await pointers.updateOne({ _id: 'real' }, { $set: { hash: '0'.repeat(64) } });
      const other = await openSpine(await store.connect(database));
      expect(other.books.real.tail.world).toEqual(spine.books.real.tail.world);
      expect(other.faults).toEqual([]);
      await other.close();
    }
  });
});
