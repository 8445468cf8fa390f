import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { byDay, digestOf } from '../../../scripts/backup/bytes.ts';
import { cipherOf, newCipher } from '../../../scripts/backup/cipher.ts';
import { keptOf } from '../../../scripts/backup/collections.ts';
import { readPart, writePart } from '../../../scripts/backup/parts.ts';
import { serialize } from 'bson';

const folder = mkdtempSync(join(tmpdir(), 'zhishou-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PHRASE = 'a phrase that is long enough';
async function* pages() {
  for (let n = 0; n < 30; n += 1) yield [serialize({ n, words: '烟'.repeat(n * 997) }), serialize({ n })];
}

describe('a part of a backup', () => {
  it.each([null, PHRASE])('comes back as it went in, with passphrase %s', async (phrase) => {
    const cipher = phrase === null ? null : newCipher(phrase, null);
    const part = await writePart(folder, { name: `a-${phrase?.length}.gz`, holds: 'a' }, pages(), cipher);
    const [back, there]: [Buffer[], Buffer[]] = [[], []];
    for await (const batch of readPart(folder, part, cipher))
      back.push(...batch.map((one) => Buffer.from(one)));
    for await (const page of pages()) there.push(...page.map((one) => Buffer.from(one)));
    expect(Buffer.concat(back).equals(Buffer.concat(there))).toBe(true);
    expect(part.documents).toBe(60);
  });

  it('cannot be put in another’s place, though its key is the same', async () => {
    const cipher = newCipher(PHRASE, null);
    const part = await writePart(folder, { name: 'b.gz', holds: 'b' }, pages(), cipher);
    const { name } = await writePart(folder, { name: 'c.gz', holds: 'c' }, pages(), cipher);
    rmSync(join(folder, name));
    copyFileSync(join(folder, 'b.gz'), join(folder, name));
    const read = async () => {
      for await (const _batch of readPart(folder, { ...part, name }, cipher)) continue;
    };
    await expect(read()).rejects.toThrow('备份已损坏：c.gz');
  });
});

describe('the key of a backup', () => {
  it('is known by its passphrase alone, and used again where that is the same', () => {
    const first = newCipher(PHRASE, null);
    expect(cipherOf('another phrase altogether', first.note)).toBeNull();
    expect(newCipher(PHRASE, first.note).note).toEqual(first.note);
    expect(newCipher('another phrase altogether', first.note).note.salt).not.toBe(first.note.salt);
  });
});

describe('what is in a backup', () => {
  it('is every collection that nobody named as one that can be made again', () => {
    const some = [
      'sessions',
      'journal',
      'reports',
      'leases',
      'aLaterOne',
      'securityLog',
      'epochs',
      'system.views',
    ];
    expect(keptOf(some)).toEqual(['aLaterOne', 'journal', 'securityLog']);
  });

  it('is each file once, by the day it first came; a day that is over keeps its digest', () => {
    const hash = (n: number) => String(n).repeat(64);
    const rows = [
      { hash: hash(2), at: '2026-04-06T01:00:00.000Z' },
      { hash: hash(1), at: '2026-04-05T23:00:00.000Z' },
      { hash: hash(1), at: '2026-04-06T02:00:00.000Z' },
    ];
    expect([...byDay(rows)]).toEqual([
      ['2026-04-05', [hash(1)]],
      ['2026-04-06', [hash(2)]],
    ]);
    expect(digestOf([hash(1), hash(2)])).toBe(digestOf([hash(2), hash(1)]));
  });
});
