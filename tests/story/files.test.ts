import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../scripts/client.ts';
import { reportBody } from '../support/spine.ts';
import { openTownship, OWN, type Township } from '../support/township.ts';

let town: Township;
beforeAll(async () => {
  town = await openTownship();
});
afterAll(() => town.close());

describe('a file of one village', () => {
  it('is given to those who may see its report, and to nobody else', async () => {
    const { villageLiaison, otherLiaison, departmentLiaison, dutyOfficer } = town.people;
    const fileId = randomUUID();
    const body = { ...reportBody('附文件', 'app', OWN), fileIds: [fileId] };
    const { id } = await villageLiaison.command('report.submit', body as never);
    const stored = await fetch(`${town.origin}/api/files/${fileId}?book=real&of=report&row=${id}`, {
      method: 'PUT',
      headers: { cookie: villageLiaison.cookie, origin: town.origin, 'content-type': 'text/plain' },
      body: '金丝雀在文件里，一共三户人家',
    });
    const { hash } = (await stored.json()) as { hash: string };
    expect(stored.status).toBe(201);
    const given = async (client: Client) => (await client.ask('GET', `/api/files/${hash}?book=real`)).status;
    for (const client of [villageLiaison, dutyOfficer]) expect(await given(client)).toBe(200);
    for (const client of [otherLiaison, departmentLiaison, town.wall]) expect(await given(client)).toBe(404);
    expect(await given(town.nobody)).toBe(401);
  });
});
