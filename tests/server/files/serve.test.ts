import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILE, openHouse, REPORT, reportWith, type House, type How } from './house.ts';
import * as samples from './samples.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const ids = Array.from({ length: 40 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
let next = 0;

/** Stores bytes under a new id and lets the desk see them. */
async function stored(bytes: Buffer | string, how: How = {}): Promise<string> {
  const id = ids[(next += 1)] as string;
  house.reports.set(REPORT, reportWith(...ids));
  const { status, body } = await house.send(id, new Uint8Array(Buffer.from(bytes as string)), how);
  expect({ status, body }).toMatchObject({ status: 201 });
  house.seen.add(`desk/${String(body.hash)}`);
  return String(body.hash);
}

async function fetched(hash: string, { as = 'desk', size = '' } = {}) {
  const query = size ? `?book=real&size=${size}` : '?book=real';
  const response = await fetch(`${house.url}/api/files/${hash}${query}`, { headers: { 'x-as': as } });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

describe('a photo', () => {
  it('is shown in the page, in both sizes, and kept by the browser for a day', async () => {
    const hash = await stored(await samples.jpeg(), { name: '山火.png' });
    const full = await fetched(hash);
    const small = await fetched(hash, { size: 'small' });
    expect(small.bytes.length).toBeLessThan(full.bytes.length / 2);
    for (const { status, headers, bytes } of [full, small]) {
      expect([status, bytes.subarray(0, 3).toString('hex')]).toEqual([200, 'ffd8ff']);
      expect(headers.get('content-type')).toBe('image/jpeg');
      expect(headers.get('content-disposition')).toMatch(/^inline; /);
      expect(headers.get('cache-control')).toBe('private, max-age=86400, immutable');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    }
  });
});

const OPENXML = 'application/vnd.openxmlformats-officedocument';
const DOCUMENTS: [ending: string, bytes: () => Buffer | string, media: string][] = [
  ['pdf', () => '%PDF-1.7\n%%EOF\n', 'application/pdf'],
  ['docx', () => samples.office('word/document'), `${OPENXML}.wordprocessingml.document`],
  ['xlsx', () => samples.office('xl/workbook'), `${OPENXML}.spreadsheetml.sheet`],
  ['doc', () => samples.compound('WordDocument'), 'application/msword'],
  ['xls', () => samples.compound('Workbook'), 'application/vnd.ms-excel'],
  ['txt', () => '火从东坡烧上来，三户已转移。\r\n', 'text/plain; charset=utf-8'],
  ['txt', () => '\ufeffwith a mark; 3 < 5 & 5 > 3\n', 'text/plain; charset=utf-8'],
  ['mp4', () => samples.film('isom'), 'video/mp4'],
  ['mov', () => samples.film('qt  '), 'video/quicktime'],
  ['3gp', () => samples.film('3gp4'), 'video/3gpp'],
  ['webm', () => samples.webm(), 'video/webm'],
];

describe('a document or a film', () => {
  it.each(DOCUMENTS)('%s is handed over byte by byte, only to be saved', async (ending, bytes, media) => {
    const hash = await stored(bytes() as Buffer, { name: '现场 记录.html' });
    const { status, headers, bytes: got } = await fetched(hash, { size: 'small' });
    expect([status, got.equals(Buffer.from(bytes() as string))]).toEqual([200, true]);
    expect(headers.get('content-type')).toBe(media);
    const name = encodeURIComponent('现场 记录.html');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="${hash.slice(0, 12)}.${ending}"; filename*=UTF-8''${name}.${ending}`,
    );
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  });

  it('does not tell one village what another calls the same bytes', async () => {
    const hash = await stored('the same words', { name: 'CANARY.txt' });
    await stored('the same words', { name: 'other.txt', as: 'liaison' });
    house.seen.add(`liaison/${hash}`);
    const { headers } = await fetched(hash, { as: 'liaison' });
    expect(headers.get('content-disposition')).not.toContain('CANARY');
  });

  it('has a name that leads nowhere', async () => {
    const hash = await stored('paths', { name: '../../etc/pass\u202ewd' });
    const { headers } = await fetched(hash);
    expect(headers.get('content-disposition')).toContain("filename*=UTF-8''passwd.txt");
    expect(house.arrivals.at(-1)).toMatchObject({ name: 'passwd' });
  });
});

describe('who may not see a file', () => {
  it('is answered as if there were none', async () => {
    const hash = await stored('CANARY of a village');
    const nothing = await fetched('0'.repeat(64));
    const refused = await fetched(hash, { as: 'neighbour' });
    expect([refused.status, nothing.status]).toEqual([404, 404]);
    expect(refused.bytes).toEqual(nothing.bytes);
    expect([...refused.headers.keys()]).toEqual([...nothing.headers.keys()]);
    expect(refused.bytes.toString()).toContain('file.unknown');
  });

  it('is told the same when the bytes have been removed', async () => {
    const hash = await stored('soon gone');
    await house.files.remove(ids[next] as string);
    expect(await fetched(hash)).toMatchObject({ status: 404 });
  });
});

describe('an id or a hash that is a path', () => {
  const names = [
    '..%2f..%2f..%2fetc%2fpasswd',
    '..%5c..%5cwindows%5cwin.ini',
    'C%3a%5cwindows',
    '%2e%2e%2fstore%2fdata.mdb',
    `${'a'.repeat(64)}%00.jpg`,
    `..%2f${'a'.repeat(61)}`,
    `${'A'.repeat(64)}`,
    `${'a'.repeat(64)}.small`,
    `drafts%2f${FILE}.received`,
    '%EF%BC%8E%EF%BC%8E%EF%BC%8Fetc',
    'x'.repeat(5_000),
    `${FILE}%2f..`,
    '__proto__',
    '%7b%22$gt%22:%22%22%7d',
  ];
  it.each(names)('%s reads nothing and writes nothing', async (name) => {
    const before = await house.onDisk();
    for (const as of ['desk']) house.seen.add(`${as}/${decodeURIComponent(name)}`);
    expect(await fetched(name)).toMatchObject({ status: 404 });
    const sent = await house.send(name, new TextEncoder().encode('x'));
    expect(sent).toMatchObject({ status: 400, body: { code: 'file.malformed' } });
    expect(await house.onDisk()).toEqual(before);
  });

  it('makes pathOf and remove throw', async () => {
    expect(() => house.files.pathOf('../x', 'full')).toThrow(RangeError);
    await expect(house.files.remove('a'.repeat(64))).rejects.toThrow(RangeError);
  });
});
