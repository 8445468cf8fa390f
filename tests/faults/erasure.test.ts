import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Client } from '../../scripts/client.ts';
import type { Entry } from '../../shared/entry.ts';
import { LONG, prove, tell } from '../support/faults/proof.ts';
import { killedAt, launch, moveIn, startFaulty } from '../support/faults/server.ts';
import { reportBody } from '../support/spine.ts';

const POINTS = ['erasure.begun', 'erasure.journal', 'snapshot.writing', 'snapshot.moved'] as const;
const EACH = LONG ? 5 : 1;
const CANARY = '村民王某';

it(
  `finishes an erasure that a kill interrupted, at each of ${POINTS.length} points, ${EACH} times`,
  { timeout: EACH * POINTS.length * 60_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-erasure-'));
    const first = await startFaulty({ DATA_DIR: dataDir });
    const people = await moveIn(first.origin, 'dutyOfficer', 'leader');
    expect(await first.stop()).toBe(0);
    const acknowledged = new Map<string, number>();
    let rounds = 0;
    for (const point of POINTS.flatMap((one) => Array<typeof one>(EACH).fill(one))) {
      const server = launch({ DATA_DIR: dataDir, ...killedAt(point, 1) });
      const origin = await server.ready;
      const [officer, leader] = people.map(({ cookie }) => new Client(origin, cookie)) as [Client, Client];
      const incidentId = await archived(officer, acknowledged);
      const decision = await leader.command('incident.erase', { incidentId, reason: '个人信息保存期满' });
      acknowledged.set(decision.id, decision.seq);
      expect((await server.ended).signal, point).toBe('SIGKILL');
      const again = await startFaulty({ DATA_DIR: dataDir });
      const reader = new Client(again.origin, leader.cookie);
      await expect.poll(() => knows(reader), { timeout: 20_000, message: point }).toBe(false);
      expect(await again.stop()).toBe(0);
      rounds += 1;
    }
    tell('kill in an erasure', { rounds, ...(await prove(dataDir, acknowledged)) });
    await rm(dataDir, { recursive: true, force: true });
  },
);

/** An incident with a name in it, seen through and archived. */
async function archived(officer: Client, acknowledged: Map<string, number>): Promise<string> {
  const [reportId, incidentId] = [randomUUID(), randomUUID()];
  const give = async (type: string, body: object, id = randomUUID()) => {
    const answer = await officer.submit({ id, book: 'real', type, body: body as Record<string, unknown> });
    if (!answer.ok) throw new Error(`${type}: ${JSON.stringify(answer)}`);
    acknowledged.set(id, answer.seq);
  };
  await give('report.submit', reportBody(`${CANARY}家着火`), reportId);
  await give('report.acceptAsIncident', { reportId, kind: 'A02', title: `${CANARY}家火灾` }, incidentId);
  for (const to of ['responding', 'controlled', 'closed'])
    await give('incident.advance', { incidentId, to, observedAt: null, reason: null });
  await give('incident.archive', { incidentId });
  return incidentId;
}

/** Whether the name can still be read anywhere: in the journal, or among the records. */
async function knows(reader: Client): Promise<boolean> {
  const texts: string[] = [];
  for (let after = 0; ;) {
    const { entries } = await reader.get<{ entries: Entry[] }>(`/api/journal?after=${after}`);
    if (entries.length === 0) break;
    texts.push(JSON.stringify(entries));
    after += entries.length;
  }
  for (const table of ['report', 'incident']) {
    texts.push(JSON.stringify(await reader.get(`/api/records/${table}?book=real`)));
  }
  return texts.some((text) => text.includes(CANARY));
}
