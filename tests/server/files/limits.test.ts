import { afterEach, describe, expect, it } from 'vitest';
import { FILE, openHouse, REPORT, reportWith, type House } from './house.ts';
import { jpeg, painted } from './samples.ts';

const ids = Array.from({ length: 40 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const bytes = (length: number, letter = 'a') => new TextEncoder().encode(letter.repeat(length));
const id = (n: number) => ids[n] as string;

let house: House;
async function open(...options: Parameters<typeof openHouse>) {
  house = await openHouse(...options);
  house.reports.set(REPORT, reportWith(FILE, ...ids));
}
afterEach(() => house.close());

describe('room for files', () => {
  it('of one uploader is used up within a day, and there again after', async () => {
    await open({ allowance: { daily: 10_000 } });
    expect(await house.send(id(0), bytes(6_000, 'a'))).toMatchObject({ status: 201 });
    const refused = { status: 429, body: { code: 'file.daily' } };
    expect(await house.send(id(1), bytes(6_000, 'b'))).toMatchObject(refused);
    expect(await house.send(id(1), bytes(4_000, 'c'))).toMatchObject({ status: 201 });
    expect(await house.send(id(2), bytes(6_000, 'd'), { as: 'leader' })).toMatchObject({ status: 201 });
    expect(await house.send(id(0), bytes(6_000, 'a'))).toMatchObject({ status: 201 });
    house.now += 24 * 60 * 60_000;
    expect(await house.send(id(3), bytes(6_000, 'e'))).toMatchObject({ status: 201 });
  });

  it('in all is used up, and there again when something was removed', async () => {
    await open({ allowance: { total: 10_000 } });
    expect(await house.send(id(0), bytes(9_000))).toMatchObject({ status: 201 });
    expect(await house.files.usage()).toMatchObject({ files: 1, bytes: 9_000, total: 10_000 });
    const refused = { status: 507, body: { code: 'file.quota' } };
    expect(await house.send(id(1), bytes(2_000), { as: 'leader' })).toMatchObject(refused);
    await house.files.remove(id(0));
    expect(await house.send(id(1), bytes(2_000), { as: 'leader' })).toMatchObject({ status: 201 });
    house.now += 120_000;
    expect(await house.files.usage()).toMatchObject({ files: 1, bytes: 2_000 });
  });

  it('is not sold twice to uploads that come at once', async () => {
    await open({ allowance: { total: 10_000 } });
    const sent = await Promise.all([0, 1, 2, 3].map((n) => house.send(id(n), bytes(6_000, `${n}`))));
    const taken = sent.filter(({ status }) => status === 201);
    expect(taken.length).toBeLessThanOrEqual(1);
    expect(sent.filter(({ status }) => status === 507)).toHaveLength(4 - taken.length);
    expect(await house.send(id(4), bytes(taken.length ? 4_000 : 10_000))).toMatchObject({ status: 201 });
  });

  it('ends before the disk is full', async () => {
    await open({ allowance: { free: Number.MAX_SAFE_INTEGER } });
    expect(await house.send(FILE, bytes(1))).toMatchObject({ status: 507, body: { code: 'file.disk' } });
    expect(await house.onDisk()).toEqual([]);
  });

  it('is given back by uploads that come to nothing', async () => {
    await open({ allowance: { total: 10_000, daily: 10_000 } });
    for (let n = 0; n < 5; n += 1) {
      expect(await house.send(FILE, bytes(9_000, '\0'))).toMatchObject({ status: 415 });
    }
    expect(await house.send(FILE, bytes(10_000))).toMatchObject({ status: 201 });
  });
});

describe('the child that reads files', () => {
  it('that does not answer is killed, the phone told to repeat, and the next file read', async () => {
    await open({ patience: { task: 4_000 } });
    const photo = new Uint8Array(await jpeg());
    expect(await house.send(id(0), photo)).toMatchObject({ status: 201 });
    const first = house.files.childPid() as number;
    process.kill(first, 'SIGSTOP');
    expect(await house.send(id(1), photo)).toMatchObject({ status: 503, body: { code: 'file.busy' } });
    expect(() => process.kill(first, 0)).toThrow('ESRCH');
    expect(await house.send(id(1), photo)).toMatchObject({ status: 201 });
    expect(house.files.childPid()).not.toBe(first);
  });

  it('works through a burst one by one and sends the rest away for now', async () => {
    await open();
    const photos = await Promise.all(
      ids.map((_, n) =>
        painted(200, 150, n + 1)
          .jpeg()
          .toBuffer(),
      ),
    );
    const sent = await Promise.all(photos.map((photo, n) => house.send(id(n), new Uint8Array(photo))));
    const busy = sent.filter(({ body }) => body.code === 'file.busy');
    expect(sent.filter(({ status }) => status === 201).length + busy.length).toBe(ids.length);
    expect(sent.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(21);
    expect(busy.every(({ status }) => status === 503)).toBe(true);
    const again = await Promise.all(
      photos.slice(0, 20).map((photo, n) => house.send(id(n), new Uint8Array(photo))),
    );
    expect(again.every(({ status }) => status === 201)).toBe(true);
    expect((await house.onDisk()).some((path) => path.startsWith('drafts'))).toBe(false);
  });
});
