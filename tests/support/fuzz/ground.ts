import { randomUUID } from 'node:crypto';
import type { Client } from '../../../scripts/client.ts';
import { FIRST_WORDS, KINDS } from '../../../shared/kind.ts';
import type { Snapshot } from '../../../shared/wire.ts';
import { reportBody } from '../spine.ts';
import { OTHER, OWN } from '../township.ts';
import type { Crowd } from './house.ts';
import type { Hints } from './walk.ts';

/**
 * Lays ground for what is drawn: reports and incidents in every state, an exercise, an archived incident, stored
 * files, contacts, sessions that may end; and says what they are called, so that most of what is asked for is there.
 * To be laid anew for each operation, since the one before has used it up.
 */
export async function layGround(crowd: Crowd): Promise<Hints> {
  const { clients, spareId, deviceToken } = crowd;
  const { dutyOfficer } = clients;
  const fileIds = Array.from({ length: 6 }, () => randomUUID());
  const [reportId, incidentId] = [await reportsOf(dutyOfficer, fileIds), await incidentsOf(dutyOfficer)];
  const exercise = {
    kind: 'exercise',
    title: '演练',
    startsAt: '2026-04-05T08:00:00+08:00',
    speed: 1,
  } as const;
  const { id: exerciseId } = await dutyOfficer.command('book.openExercise', exercise);
  await layLayers(dutyOfficer);
  const contactId = randomUUID();
  await dutyOfficer.must('PUT', `/api/contacts/${contactId}`, { name: '王某', phone: '13800000000' });
  const { rows, epoch } = await dutyOfficer.snapshot();
  const idsIn = (table: string) => idsOf(rows, table);
  return {
    ...FIXED,
    ...{
      reportId,
      intoId: reportId,
      incidentId,
      layerId: idsIn('layer').slice(-3),
      contactId: [contactId],
    },
    lineId: idsIn('line'),
    ...{
      fileIds,
      fileId: fileIds,
      row: [reportId[0], ...reportId],
      accountId: [spareId],
      sessionId: await sessionsOf(crowd),
    },
    ...{ hash: [await hashOf(dutyOfficer, fileIds[5] as string, reportId[0] as string), 'ab'.repeat(32)] },
    ...{ book: ['real', 'real', 'real', 'real', `ex-${exerciseId}`], token: [deviceToken, 'x'.repeat(43)] },
    epoch: [epoch, epoch, 'none'],
  };
}

const FIXED: Hints = {
  ...{ villageId: [OWN, OWN, OWN, OTHER], of: ['report', 'layer'], since: [0, 1, 2, '0', '1', '2'] },
  kind: ['exercise', 'road', ...FIRST_WORDS, ...Object.keys(KINDS).filter((code) => !code.startsWith('U'))],
  ...{
    after: ['0', '3'],
    before: ['100', '5'],
    limit: ['1', '50', '200'],
    find: ['起风', 'qf', '火'],
    size: ['small', 'full'],
  },
  ...{ body: [{}], type: ['report.submit'] },
  ...{ zone: ['Asia/Shanghai'], url: ['https://t{s}.example.cn/{z}/{x}/{y}.png'], subdomains: ['abc'] },
  ...{ media: ['image/jpeg'], protocol: [1], name: ['大屏', 'spare', 'officer-c', 'liaison-own'] },
  ...{ phone: ['13800000000'], dutyPhone: ['0475-1'], code: ['150525204', '150525204200', 'TEST-CODE-1'] },
  ...{ old: ['a-wrong-old-phrase'], password: ['a-wrong-long-phrase', 'a-long-enough-phrase'] },
};

/** Two layers, and room for more: there may be twenty. */
async function layLayers(officer: Client): Promise<void> {
  const { rows } = await officer.snapshot();
  for (const layerId of idsOf(rows, 'layer').slice(0, -2)) {
    const remove = { id: randomUUID(), book: 'real', type: 'layer.remove', body: { layerId } };
    await officer.submit(remove); // one of them may be gone since the snapshot was made
  }
  const layer = {
    name: '乡界',
    kind: 'boundary',
    fileId: randomUUID(),
    hash: 'ab'.repeat(32),
    bytes: 7,
  } as const;
  for (let n = 0; n < 2; n += 1) await officer.command('layer.import', layer);
}

function idsOf(rows: Snapshot['rows'], table: string): string[] {
  return rows.filter(([name]) => name === table).map(([, row]) => (row as { id: string }).id);
}

/** The first is named by files that are yet to come; then some that are open, signed for, returned. */
async function reportsOf(officer: Client, fileIds: string[]): Promise<string[]> {
  const report = async (words: string, files: string[] = [], village: string = OWN) =>
    (
      await officer.command('report.submit', {
        ...reportBody(words, 'phone', village),
        fileIds: files,
      } as never)
    ).id;
  const ids = [await report('有照片的', fileIds), await report('外村', [], OTHER)];
  ids.push(
    ...(await Promise.all(['一', '二', '三', '四', '五', '六', '七', '八'].map((words) => report(words)))),
  );
  await Promise.all(ids.slice(3).map((reportId) => officer.command('report.acknowledge', { reportId })));
  const returned = ids
    .slice(7)
    .map((reportId) => officer.command('report.return', { reportId, reason: '不清楚' }));
  await Promise.all(returned);
  return ids;
}

/** Three that are open, one that may be archived, and two in the archive. */
async function incidentsOf(officer: Client): Promise<string[]> {
  const place = { villageId: OWN, point: null, source: 'village', accuracy: null, detail: null } as const;
  const open = {
    kind: 'N01',
    title: '火情',
    villageId: OWN,
    place,
    happenedAt: null,
    foundAt: null,
  } as const;
  const received = { receivedAt: new Date().toISOString(), source: '电话' };
  const opened = Array.from({ length: 6 }, () => officer.command('incident.open', { ...open, ...received }));
  const ids = (await Promise.all(opened)).map(({ id }) => id);
  for (const incidentId of ids)
    await officer.command('incident.addLine', { incidentId, words: '起风', observedAt: null });
  for (const incidentId of ids.slice(3)) {
    for (const to of ['falseAlarm', 'closed'] as const)
      await officer.command('incident.advance', { incidentId, to, observedAt: null, reason: '误报' });
  }
  for (const incidentId of ids.slice(4)) await officer.command('incident.archive', { incidentId });
  return ids;
}

/** A document that a report names, stored. */
async function hashOf({ origin, cookie }: Client, fileId: string, reportId: string): Promise<string> {
  const headers = { origin, cookie, 'content-type': 'application/octet-stream' };
  const path = `${origin}/api/files/${fileId}?of=report&row=${reportId}&name=a.txt`;
  const response = await fetch(path, { method: 'PUT', headers, body: `三组东侧六户 ${fileId}` });
  return ((await response.json()) as { hash: string }).hash;
}

/** Sessions of the wall's account that nobody needs. */
async function sessionsOf({ clients, deviceToken }: Crowd): Promise<string[]> {
  for (let n = 0; n < 3; n += 1)
    await clients.nobody.ask('POST', '/api/session/device', { token: deviceToken });
  const { sessions } = await clients.administrator.get<{
    sessions: { id: string; device: string; name: string }[];
  }>('/api/sessions');
  return sessions
    .filter(({ device }) => device === 'wall')
    .map(({ id }) => id)
    .slice(0, 3);
}
