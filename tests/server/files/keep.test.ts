import { createHash } from 'node:crypto';
import { readdir, readFile, readlink, rm, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openFiles } from '../../../server/files/files.ts';
import { FILE, openHouse, REPORT, reportWith, type House } from './house.ts';
import { jpeg } from './samples.ts';

const SECOND = '33333333-3333-4333-8333-333333333333';
const THIRD = '44444444-4444-4444-8444-444444444444';
const words = (text: string) => new TextEncoder().encode(text);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.reports.set(REPORT, reportWith(FILE, SECOND, THIRD));
});
afterAll(() => house.close());
afterEach(async () => {
  for (const id of [FILE, SECOND, THIRD]) await house.files.remove(id);
  house.arrivals.length = 0;
  house.answer = { ok: true };
  expect(await house.onDisk()).toEqual([]);
  expect((await house.files.usage()).bytes).toBe(0);
});

describe('a photo', () => {
  it('is stored under the hash of its stored bytes, in two sizes, and announced', async () => {
    const { status, body } = await house.send(FILE, new Uint8Array(await jpeg()), { name: '山火.jpg' });
    expect(status).toBe(201);
    const hash = String(body.hash);
    const folder = hash.slice(0, 2);
    expect(await house.onDisk()).toEqual([join(folder, hash), join(folder, `${hash}.small`)]);
    const stored = await readFile(house.files.pathOf(hash, 'full'));
    expect(hashOf(stored)).toBe(hash);
    const described = { hash, media: 'image/jpeg', bytes: stored.length, width: 640, height: 480 };
    expect(body).toEqual(described);
    const arrival = { ...described, book: 'real', reportId: REPORT, fileId: FILE, name: '山火.jpg' };
    expect(house.arrivals).toEqual([arrival]);
    const [row] = await house.files.naming(hash);
    const at = new Date(house.now).toISOString();
    const { reportId, fileId, ...rest } = arrival;
    expect(row).toEqual({ ...rest, id: fileId, of: 'report', rowId: reportId, uploaderId: 'desk', at });
  });
});

describe('the same id again', () => {
  it('is answered the same, without its bytes being looked at, and announced again', async () => {
    const first = await house.send(FILE, words('found at 3 o’clock'), { name: 'a.txt' });
    const again = await house.send(FILE, words('something else'), { name: 'b.txt' });
    expect(again).toEqual(first);
    expect(house.arrivals[1]).toEqual(house.arrivals[0]);
    expect(await house.onDisk()).toHaveLength(1);
  });

  it('is refused to another uploader and for another report', async () => {
    await house.send(FILE, words('mine'));
    const refused = { status: 422, body: { code: 'file.id-reused' } };
    expect(await house.send(FILE, words('mine'), { as: 'leader' })).toMatchObject(refused);
    house.reports.set('another', reportWith(FILE));
    expect(await house.send(FILE, words('mine'), { row: 'another' })).toMatchObject(refused);
    house.reports.delete('another');
    expect(house.arrivals).toHaveLength(1);
  });

  it('sent twice at once is stored once', async () => {
    const photo = new Uint8Array(await jpeg());
    const [one, other] = await Promise.all([house.send(FILE, photo), house.send(FILE, photo)]);
    expect(one).toMatchObject({ status: 201 });
    expect(other).toEqual(one);
    expect(await house.onDisk()).toHaveLength(2);
    expect(await house.files.naming(String(one.body.hash))).toHaveLength(1);
  });

  it('brings back bytes that were lost, and no others', async () => {
    const { body } = await house.send(FILE, words('kept'));
    await rm(house.files.pathOf(String(body.hash), 'full'));
    expect(await house.send(FILE, words('not the same'))).toMatchObject({ status: 422 });
    expect(await house.send(FILE, words('kept'))).toMatchObject({ status: 201, body });
    expect(await readFile(house.files.pathOf(String(body.hash), 'full'), 'utf8')).toBe('kept');
  });
});

describe('the same bytes under two ids', () => {
  it('lie on the disk once, until nobody names them any more', async () => {
    const sent = await Promise.all([FILE, SECOND, THIRD].map((id) => house.send(id, words('one map'))));
    const hash = hashOf(words('one map'));
    expect(sent.map(({ body }) => body.hash)).toEqual([hash, hash, hash]);
    expect(await house.onDisk()).toEqual([join(hash.slice(0, 2), hash)]);
    await Promise.all([house.files.remove(FILE), house.files.remove(SECOND)]);
    expect(await house.onDisk()).toHaveLength(1);
    await house.files.remove(THIRD);
    expect(await house.onDisk()).toEqual([]);
    expect(await house.files.naming(hash)).toEqual([]);
  });

  it('survive that one is stored while the other is removed', async () => {
    for (let round = 0; round < 12; round += 1) {
      await house.send(FILE, words('contested'));
      const [, sent] = await Promise.all([house.files.remove(FILE), house.send(SECOND, words('contested'))]);
      const there = (await house.onDisk()).length;
      expect([sent.status, there]).toEqual(sent.status === 201 ? [201, 1] : [503, 0]);
      await house.files.remove(SECOND);
    }
  });
});

describe('the journal', () => {
  it('that has not heard of the report yet makes the phone repeat', async () => {
    const early = await house.send(FILE, words('too early'), { row: 'unheard-of' });
    expect(early).toMatchObject({ status: 409, body: { code: 'file.report-not-yet' } });
    house.answer = { ok: false, refusal: { code: 'report.unknown', zh: '', en: '' } };
    const overtaken = await house.send(FILE, words('early'));
    expect(overtaken).toMatchObject({ status: 409, body: { code: 'file.report-not-yet' } });
    house.answer = { ok: true };
    expect(await house.send(FILE, words(''))).toMatchObject({ status: 201, body: { bytes: 5 } });
  });

  it('that is out of reach loses nothing', async () => {
    const fault = { code: 'unavailable', zh: '连不上', en: 'away' } as const;
    house.answer = { ok: false, fault };
    expect(await house.send(FILE, words('kept'))).toEqual({ status: 503, body: fault });
    house.answer = { ok: true };
    expect(await house.send(FILE, words(''))).toMatchObject({ status: 201, body: { bytes: 4 } });
  });

  it('that refuses a file has it thrown away', async () => {
    const refusal = { code: 'book.closed', zh: '已结束', en: 'closed' };
    house.answer = { ok: false, refusal };
    expect(await house.send(FILE, words('unwanted'))).toEqual({ status: 422, body: refusal });
    expect(await house.onDisk()).toEqual([]);
  });

  it('is not asked about a file that the report does not name', async () => {
    const stranger = '55555555-5555-4555-8555-555555555555';
    const sent = await house.send(stranger, words('x'));
    expect(sent).toMatchObject({ status: 422, body: { code: 'report.file-unknown' } });
    expect(house.arrivals).toEqual([]);
  });
});

describe('an upload that breaks off', () => {
  it('leaves neither a file nor room that it had reserved', async () => {
    let requests = house.requests();
    for (const [announced, sent] of [
      ['content-length: 1000000', 'x'.repeat(70_000)],
      ['content-length: 1000000', ''],
      ['transfer-encoding: chunked', '3\r\nabc\r\n'],
      ['transfer-encoding: chunked', '3\r\nabc'],
    ] as const) {
      await breakOff(announced, sent);
      await house.answered((requests += 1));
      expect(await house.onDisk()).toEqual([]);
    }
    expect(house.arrivals).toEqual([]);
  });

  it('a hundred times over leaves no open file and no connection', async () => {
    const before = await openThings();
    const requests = house.requests();
    for (let round = 0; round < 10; round += 1) {
      const ten = Array.from({ length: 10 }, () => breakOff('content-length: 9000', 'x'.repeat(8_000)));
      await Promise.all(ten);
    }
    await house.answered(requests + 100);
    expect(await house.onDisk()).toEqual([]);
    await expect.poll(openThings, { timeout: 10_000 }).toBeLessThanOrEqual(before);
    expect(await house.send(FILE, words('after the storm'))).toMatchObject({ status: 201 });
  });

  it('with a Content-Length shorter than its bytes is judged by those alone', async () => {
    const photo = await jpeg();
    const before = house.requests();
    await breakOff('content-length: 2000', photo.toString('latin1'));
    await house.answered(before + 1);
    expect(await house.onDisk()).toEqual([]);
  });

  it('because the server died is swept away at the next start, after an hour', async () => {
    const left = join(house.dir, 'drafts', 'left.received');
    await writeFile(left, 'half');
    const start = (now: number) =>
      openFiles({ connection: house.connection, dir: house.dir, now: () => now }).ready();
    await start(Date.now());
    expect(await house.onDisk()).toHaveLength(1);
    await start(Date.now() + 2 * 60 * 60_000);
    expect(await house.onDisk()).toEqual([]);
    await expect(utimes(left, 0, 0)).rejects.toThrow('ENOENT');
  });

  /** Connections of this process, which is the server's as well, and what it holds open in the folder of files. */
  async function openThings(): Promise<number> {
    const tcp = process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;
    if (process.platform !== 'linux') return tcp;
    const links = (await readdir('/proc/self/fd')).map((fd) =>
      readlink(`/proc/self/fd/${fd}`).catch(() => ''),
    );
    return tcp + (await Promise.all(links)).filter((path) => path.startsWith(house.dir)).length;
  }

  function breakOff(announced: string, body: string): Promise<void> {
    const { hostname, port } = new URL(house.url);
    const head = `PUT /api/files/${FILE}?book=real&of=report&row=${REPORT} HTTP/1.1\r\nhost: x\r\n${announced}\r\n\r\n`;
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(head + body, 'latin1', () => setImmediate(() => socket.destroySoon()));
      });
      socket.on('close', () => resolve()).on('error', reject);
    });
  }
});

describe('an encoding', () => {
  it('is refused: the bytes are to come as they are', async () => {
    const sent = await house.send(FILE, words('x'), { headers: { 'content-encoding': 'gzip' } });
    expect(sent).toMatchObject({ status: 415, body: { code: 'file.encoded' } });
  });
});
