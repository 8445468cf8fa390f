import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, Refused } from '../../../scripts/client.ts';
import { oneTimePassword, startInstance, type Instance } from '../../../scripts/instance.ts';
import { CREW, LIAISON, OFFICER } from '../../../scripts/scenario/crew.ts';
import { FIRE, reportFromPhone } from '../../../scripts/scenario/reports.ts';
import { rowsOf } from '../../../scripts/scenario/scene.ts';
import { Stage } from '../../../scripts/scenario/stage.ts';
import { uuid } from '../../support/world.ts';

const password = oneTimePassword();
let instance: Instance;
let officer: Client;

beforeAll(async () => {
  const crew = CREW.filter(({ signInName }) => ['admin', 'leader-b', OFFICER, LIAISON].includes(signInName));
  instance = await startInstance(crew, password);
  officer = await new Client(instance.origin).signIn(OFFICER, password, 'desk');
});

afterAll(async () => {
  await instance.close();
  expect(existsSync(instance.dataDir)).toBe(false);
});

const opening = {
  kind: 'N01',
  title: '北坡火情',
  villageId: LIAISON,
  place: FIRE,
  happenedAt: null,
  foundAt: null,
  receivedAt: '2026-04-05T13:28:00+08:00',
  source: '村联络员电话',
};

describe('a client of the API', () => {
  it('finds the example township set up, with its twelve villages', async () => {
    const snapshot = await officer.snapshot();
    expect(rowsOf(snapshot, 'unit').map(({ name }) => name)).toEqual(['土城子乡']);
    expect(rowsOf(snapshot, 'village').map(({ surveyed }) => surveyed)).toEqual(Array(12).fill(false));
  });

  it('gets the first answer when it gives a command twice under one id', async () => {
    const first = await officer.command('incident.open', opening, { id: uuid(1) });
    expect(await officer.command('incident.open', opening, { id: uuid(1) })).toEqual(first);
  });

  it('throws a refusal with its code and sentence', async () => {
    const nowhere = officer.command('incident.addLine', {
      incidentId: uuid(99),
      words: '没有这个事件',
      observedAt: null,
    });
    await expect(nowhere).rejects.toMatchObject({
      name: 'Refused',
      refusal: { code: 'incident.unknown', zh: expect.any(String), en: expect.any(String) },
    });
    await expect(new Client(instance.origin).get('/api/accounts')).rejects.toBeInstanceOf(Refused);
  });

  it('opens a desk again that has locked itself, and the command still happens once', async () => {
    await officer.must('POST', '/api/session/lock');
    const line = { incidentId: uuid(1), words: '锁定之后', observedAt: null };
    const { seq } = await officer.command('incident.addLine', line);
    const lines = rowsOf(await officer.snapshot('real', seq), 'line').filter(
      ({ words }) => words === line.words,
    );
    expect(lines).toHaveLength(1);
  });
});

describe('a stage', () => {
  it('plays into a book of its own, by its own clock, and the real one hears nothing of it', async () => {
    const startsAt = '2026-04-05T13:25:00+08:00';
    const stage = await Stage.open(instance.origin, password, [OFFICER, LIAISON], {
      title: '演示',
      startsAt,
      speed: 600,
    });
    await stage.until('2026-04-05T13:27:00+08:00');
    const { seq } = await reportFromPhone(stage, LIAISON, '第一份', {
      kind: 'U02',
      urgency: 'urgent',
      words: '北坡起烟',
    });
    const [report] = rowsOf(await officer.snapshot(stage.book, seq), 'report');
    expect(report?.id).toBe(stage.id('第一份'));
    expect(Date.parse(report?.recordedAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse('2026-04-05T13:27:00+08:00'),
    );
    expect(rowsOf(await officer.snapshot(), 'report')).toEqual([]);
  });
});
