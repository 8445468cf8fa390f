import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../scripts/client.ts';
import type { SecurityLine } from '../../server/security/contract.ts';
import { verifyLog } from '../../server/security/chain.ts';
import { mongoSecurityLog } from '../../server/security/mongoSecurityLog.ts';
import { makeAccount } from '../support/access/people.ts';
import { reportBody } from '../support/spine.ts';
import { testStore, type TestStore } from '../support/store.ts';
import { openTownship, OWN, PASSWORD, type Township } from '../support/township.ts';

let store: TestStore;
let town: Township;
beforeAll(async () => {
  store = await testStore();
  town = await openTownship({ MONGODB_URI: store.uri });
});
afterAll(async () => {
  await town.close();
  await store.done();
});

async function told(query = ''): Promise<SecurityLine[]> {
  return (await town.people.auditor.get<{ lines: SecurityLine[] }>(`/api/security${query}`)).lines;
}
/** The newest line of something. */
async function last(what: string, more: Partial<SecurityLine> = {}): Promise<SecurityLine> {
  const lines = await told();
  const found = lines.find(
    (line) =>
      line.what === what && Object.entries(more).every(([k, v]) => line[k as keyof SecurityLine] === v),
  );
  if (!found) throw new Error(`nothing is told of ${what}`);
  return found;
}
const signIn = (name: string, password: string) =>
  new Client(town.origin).ask('POST', '/api/session', { name, password, device: 'other' });

describe('the security log of a server', () => {
  it('tells of its start, of who comes in, and as whom somebody tried to', async () => {
    expect((await told('?kind=server')).at(-1)).toMatchObject({ what: 'server.start', result: 'ok', seq: 1 });
    expect((await signIn('leader-b', PASSWORD)).status).toBe(201);
    const came = await last('session.signIn', { result: 'ok' });
    expect(came).toMatchObject({
      who: { name: '乙', post: '党委副书记', role: 'leader' },
      address: '127.0.0.1',
    });
    expect(came.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/);
    expect(came.session).toMatch(/^[0-9a-f]{16}$/);
    expect(came.requestId).toMatch(/^[0-9a-f-]{8}/);
    await signIn('leader-b', 'not the password');
    expect(await last('session.signIn', { result: 'refused' })).toMatchObject({
      ...{ who: { name: '乙' }, code: 'session.wrong', session: null },
    });
  });

  it('never keeps what is typed as a name: it may be a password', async () => {
    const typed = 'my-secret-phrase-77';
    await signIn(typed, typed);
    expect(await last('session.signIn', { result: 'refused' })).toMatchObject({ who: null });
    const all = await store.connection.collection('securityLog').find().toArray();
    for (const secret of [
      typed,
      PASSWORD,
      'not the password',
      town.people.leader.cookie.split('=')[1] as string,
    ])
      expect(JSON.stringify(all)).not.toContain(secret);
  });

  it('tells of an administrator’s act before it, and what came of it', async () => {
    const id = await makeAccount(town, 'new-officer', 'dutyOfficer', null);
    const done = await last('account.create');
    expect(done).toMatchObject({ result: 'ok', about: id, who: { role: 'administrator' } });
    const begun = (await told()).find(({ seq }) => seq === done.of);
    expect(begun).toMatchObject({ what: 'account.create', result: 'begun' });
    await town.people.administrator.ask('PATCH', `/api/accounts/${randomUUID()}`, { post: 'x' });
    expect(await last('account.change')).toMatchObject({ result: 'refused', code: 'account.unknown' });
    await town.people.administrator.command('village.rename', {
      villageId: OWN,
      name: '束隆沟',
      alias: null,
    });
    expect(await last('command.act')).toMatchObject({ op: 'village.rename', result: 'ok', about: OWN });
  });

  it('tells of who reads much: the journal page after page as one line, an auditor’s search without its words', async () => {
    for (let page = 0; page < 5; page += 1) await town.people.leader.get('/api/journal?limit=1');
    const lines = (await told('?kind=read')).filter(
      ({ what, who }) => what === 'read.journal' && who?.name === '乙',
    );
    expect(lines.map(({ count }) => count).reduce((a, b) => a + b, 0)).toBe(5);
    expect(lines.length).toBeLessThanOrEqual(2);
    await town.people.auditor.get(`/api/records/report?find=${encodeURIComponent('张三家')}`);
    expect(await last('read.records')).toMatchObject({ who: { role: 'auditor' }, about: 'report' });
    expect(JSON.stringify(await told())).not.toContain('张三家');
  });

  it('answers by kind, person and day, page after page, and proves itself', async () => {
    const { id } = (await last('session.signIn', { result: 'ok' })).who as { id: string };
    const his = await told(`?person=${id}`);
    expect(his.length).toBeGreaterThan(1);
    expect(new Set(his.map(({ who }) => who?.id))).toEqual(new Set([id]));
    const today = (await last('read.security')).at.slice(0, 10);
    expect((await told(`?day=${today}&limit=100`)).length).toBeGreaterThan(5);
    expect(await told('?day=2001-01-01')).toEqual([]);
    expect(await told('?day=2026-99-99')).toEqual([]);
    const [first, second] = await told('?limit=2');
    expect((await told(`?limit=1&before=${first?.seq}`))[0]?.seq).toBe(second?.seq);
    expect(await verifyLog(mongoSecurityLog(store.connection))).toMatchObject({ first: 1, fault: null });
  });

  it.each(['DELETE', 'PUT', 'PATCH', 'POST'])('has no way to %s it', async (method) => {
    for (const client of [town.people.auditor, town.people.administrator])
      expect((await client.ask(method, '/api/security', {})).status).toBe(404);
  });
});

describe('an erasure that is due', () => {
  it('is listed for leader and auditor, decided with a reason, and takes every personal datum along', async () => {
    const { dutyOfficer, leader, auditor } = town.people;
    const [contactId, fileId] = [randomUUID(), randomUUID()];
    const canary = '金丝雀乙丙丁';
    await dutyOfficer.must('PUT', `/api/contacts/${contactId}`, { name: canary, phone: '13800000077' });
    const informant = { unit: null, name: canary, post: null, contactId };
    const body = { ...reportBody(`${canary}家起烟`), informant, fileIds: [fileId] };
    const { id: reportId } = await dutyOfficer.command('report.submit', body as never);
    const stored = await fetch(
      `${town.origin}/api/files/${fileId}?of=report&row=${reportId}&name=${canary}.txt`,
      {
        method: 'PUT',
        headers: { cookie: dutyOfficer.cookie, origin: town.origin, 'content-type': 'text/plain' },
        body: `${canary}在文件里`,
      },
    );
    const { hash } = (await stored.json()) as { hash: string };
    const about = { reportId, kind: 'N01', title: `${canary}家火情` };
    const { id: incidentId } = await dutyOfficer.command('report.acceptAsIncident', about);
    for (const to of ['falseAlarm', 'closed'] as const)
      await dutyOfficer.command('incident.advance', { incidentId, to, observedAt: null, reason: '误报' });
    await dutyOfficer.command('incident.archive', { incidentId });
    const due = async () =>
      (await leader.get<{ due: { incident: { id: string } }[] }>('/api/retention')).due.map(
        ({ incident }) => incident.id,
      );
    expect(await due()).toEqual([]);
    await age(store, incidentId);
    await expect.poll(due, { timeout: 10_000 }).toEqual([incidentId]);
    expect((await auditor.get<{ due: object[] }>('/api/retention')).due).toHaveLength(1);
    await leader.command('incident.erase', { incidentId, reason: '保存期满' });
    expect(await due()).toEqual([]);
    await expect.poll(() => holding(store, canary), { timeout: 10_000 }).toEqual([]);
    expect((await dutyOfficer.ask('GET', `/api/contacts/${contactId}`)).status).toBe(404);
    expect((await dutyOfficer.ask('GET', `/api/files/${hash}`)).status).toBe(404);
    expect(await last('command.act', { op: 'incident.erase' })).toMatchObject({
      result: 'ok',
      about: incidentId,
    });
  });
});

/** Makes the entries up to the archiving as old as if they were of another year. */
async function age({ connection }: TestStore, incidentId: string): Promise<void> {
  const journal = connection.collection<{ _id: string; at: string }>('journal');
  const about = { about: `incident/${incidentId}`, command: 'incident.archive' };
  await expect.poll(() => journal.countDocuments(about)).toBe(1);
  await journal.updateMany({ book: 'real' } as never, { $set: { at: '2024-04-05T13:28:00.000+08:00' } });
}

/** The collections that still hold a text anywhere. */
async function holding({ connection }: TestStore, text: string): Promise<string[]> {
  const names = (await connection.listCollections()).map(({ name }) => name);
  const found: string[] = [];
  for (const name of names) {
    const all = await connection.collection(name).find().toArray();
    if (JSON.stringify(all).includes(text)) found.push(name);
  }
  return found;
}
