import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signHead, type Head } from '../../../server/anchor/anchor.ts';
import { ANCHORS_FILE, appendAnchors, readAnchors } from '../../../server/anchor/file.ts';
import { openAnchors, type AnchorSetting } from '../../../server/anchor/keepAnchors.ts';
import { openKey, PRIVATE_FILE, PUBLIC_FILE } from '../../../server/anchor/key.ts';
import { seal } from '../../../server/journal/chain.ts';
import { mongoJournal } from '../../../server/journal/mongoJournal.ts';
import { GENESIS, type Entry, type Event } from '../../../shared/entry.ts';
import { command } from '../../support/command.ts';
import { testStore, type TestStore } from '../../support/store.ts';

const HOUR = 3_600_000;
let home: string;
let store: TestStore;
const chain: Entry[] = [];

/** So many entries more, on top of those before. */
function grow(entries: Entry[], count: number): Entry[] {
  const more: Entry[] = [];
  for (let n = 0; n < count; n += 1) {
    const last = more.at(-1) ?? entries.at(-1);
    const by = { id: 'c', name: '值班员C', post: '主班' };
    const at = '2026-04-05T13:30:00.000+08:00';
    const meta = { book: 'real', seq: (last?.seq ?? 0) + 1, commandId: randomUUID(), command: 'any', at, by };
    const event = { type: 'incident.lineAdded', id: 'fire', words: `第${n}条` } as Event;
    more.push(seal(meta, 'f', [event], last?.hash ?? GENESIS));
  }
  return more;
}

function setting(dir: string, more: Partial<AnchorSetting> = {}): AnchorSetting {
  const heads = () => [chain.at(-1) as Entry];
  const report = (what: string, problem: unknown) => {
    throw new Error(what, { cause: problem });
  };
  return {
    dir,
    dataDir: join(home, 'data'),
    epoch: 'first',
    heads,
    lease: { isHeld: true },
    now: Date.now,
    report,
    ...more,
  };
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'zhishou-anchors-'));
  store = await testStore();
  await mongoJournal(store.connection).ready();
});
afterAll(async () => {
  await store.done();
  rmSync(home, { recursive: true, force: true });
});

describe('the anchors of a server', () => {
  it('are signed once an hour by whoever holds the lease, and at an ordered end', async () => {
    const dir = join(home, 'hourly');
    chain.push(...grow(chain, 3));
    let now = Date.parse('2026-04-05T05:30:00Z');
    const lease = { isHeld: false };
    const anchors = await openAnchors(setting(dir, { now: () => now, lease }));
    expect(anchors.newest()).toBeNull();
    lease.isHeld = true;
    await anchors.drop();
    expect(anchors.newest()).toEqual({ at: '2026-04-05T05:30:00.000Z', seq: 3 });
    now += HOUR;
    const other = await openAnchors(setting(dir, { now: () => now }));
    expect(other.newest()).toEqual({ at: '2026-04-05T06:30:00.000Z', seq: 3 });
    await other.close();
    await anchors.close();
    const { anchors: kept } = await readAnchors(join(dir, ANCHORS_FILE));
    expect(kept.map(({ at }) => at.slice(11, 16))).toEqual(['05:30', '06:30', '06:30', '06:30']);
    expect(new Set(kept.map(({ key }) => key)).size).toBe(1);
  });

  it('keep their key to the server’s own user, and say so when it lies with the data', async () => {
    const dir = join(home, 'inside');
    const said: string[] = [];
    const anchors = await openAnchors(setting(dir, { dataDir: home, report: (what) => said.push(what) }));
    await anchors.close();
    expect(said).toEqual(['ANCHOR_DIR lies inside DATA_DIR']);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, PRIVATE_FILE)).mode & 0o777).toBe(0o600);
  });

  it('do not stop the duty when their folder cannot be written, and go on once it can', async () => {
    const dir = join(home, 'blocked');
    writeFileSync(dir, 'not a folder');
    const said: string[] = [];
    const anchors = await openAnchors(setting(dir, { report: (what) => said.push(what) }));
    await anchors.drop();
    expect([said, anchors.newest()]).toEqual([['the head of the journal could not be anchored'], null]);
    rmSync(dir);
    await anchors.drop();
    expect(anchors.newest()).not.toBeNull();
    await anchors.close();
  });

  it('survive a line that a crash tore', async () => {
    const dir = join(home, 'torn');
    const key = await openKey(dir);
    const head: Head = {
      book: 'real',
      seq: 1,
      hash: 'h',
      at: new Date(0).toISOString(),
      epoch: 'e',
      what: 'head',
    };
    await appendAnchors(dir, [signHead(head, key)]);
    writeFileSync(join(dir, ANCHORS_FILE), '{"book":"re', { flag: 'a' });
    await appendAnchors(dir, [signHead({ ...head, seq: 2 }, key)]);
    const { anchors, illegible } = await readAnchors(join(dir, ANCHORS_FILE));
    expect([anchors.map(({ seq }) => seq), illegible]).toEqual([[1, 2], [2]]);
  });
});

describe(
  'npm run verify against anchors, when somebody has the database but not the key',
  { timeout: 90_000 },
  () => {
    const dir = () => join(home, 'anchors');
    const rows = () => store.connection.collection('journal');
    const verify = (...more: string[]) =>
      command('verify', [store.uri, '--anchors', join(dir(), ANCHORS_FILE), ...more]);
    const lay = async (entries: readonly Entry[]) => {
      await rows().deleteMany({});
      await mongoJournal(store.connection).append(entries);
    };
    const times: string[] = [];

    beforeAll(async () => {
      chain.splice(0);
      let now = Date.parse('2026-04-05T05:30:00Z');
      for (let n = 0; n < 3; n += 1) {
        chain.push(...grow(chain, 10));
        const anchors = await openAnchors(setting(dir(), { now: () => now }));
        times.push(anchors.newest()?.at as string);
        now += HOUR;
      }
      chain.push(...grow(chain, 5));
    });

    it('proves a journal that nobody touched, and names the newest anchor and the key', async () => {
      await lay(chain);
      const { code, out } = await verify();
      expect(out).toContain(`real: 3 anchors fit, the newest of ${times[2]} at entry 30`);
      expect(out).toMatch(/signed with key [0-9a-f]{16}/);
      expect(code).toBe(0);
    });

    it('finds a tail that was cut off, though the chain itself is whole', async () => {
      await lay(chain.slice(0, 15));
      const { code, out } = await verify();
      expect(out).toContain('real: 15 entries, chain proven');
      expect(out).toContain(`real: the anchor of ${times[1]} knows entry 20, but the journal ends at 15`);
      expect(code).toBe(1);
    });

    it('finds a chain that was written anew from its start, or from the middle', async () => {
      await lay(grow([], 35));
      const whole = await verify();
      expect(whole.out).toContain('real: 35 entries, chain proven');
      expect(whole.out).toContain(`real: the anchor of ${times[0]} knows another entry 10`);
      const kept = chain.slice(0, 25);
      await lay([...kept, ...grow(kept, 10)]);
      const half = await verify();
      expect(half.out).toContain(`real: the anchor of ${times[2]} knows another entry 30`);
      expect([whole.code, half.code]).toEqual([1, 1]);
    });

    it('finds a journal that is gone altogether', async () => {
      await rows().deleteMany({});
      const { code, out } = await verify();
      expect(out).toContain(`the anchor of ${times[0]} knows entry 10, but the journal ends at 0`);
      expect(code).toBe(1);
    });

    it('does not believe anchors that the attacker signed himself, nor a restore that he claims', async () => {
      const cut = chain.slice(0, 15);
      await lay(cut);
      const file = join(dir(), ANCHORS_FILE);
      const before = readFileSync(file, 'utf8');
      const forged = generateKeyPairSync('ed25519');
      const head = { book: 'real', seq: 15, hash: cut[14]?.hash as string, epoch: 'second' };
      const claim = signHead({ ...head, at: '2026-04-05T09:00:00.000Z', what: 'restored' }, forged);
      writeFileSync(file, `${before}${JSON.stringify(claim)}\n`);
      expect((await verify()).out).toContain(`the anchor of ${times[1]} knows entry 20`);
      await lay(chain);
      expect((await verify()).out).toContain(
        'the anchor of 2026-04-05T09:00:00.000Z is not signed with this key',
      );
      writeFileSync(file, before.replace('"seq":20', '"seq":19'));
      expect((await verify()).out).toContain(`the anchor of ${times[1]} is not signed with this key`);
      writeFileSync(file, before);
    });

    it('believes a restore that was signed: earlier anchors are void for what it lost', async () => {
      const kept = chain.slice(0, 15);
      const restored = [...kept, ...grow(kept, 7)];
      await lay(restored);
      const key = await openKey(dir());
      const head = { book: 'real', seq: 15, hash: kept[14]?.hash as string, epoch: 'second' };
      await appendAnchors(dir(), [
        signHead({ ...head, at: '2026-04-05T09:00:00.000Z', what: 'restored' }, key),
      ]);
      const { code, out } = await verify('--key', join(dir(), PUBLIC_FILE));
      expect(out).toContain(
        'real: 2 anchors fit, the newest of 2026-04-05T09:00:00.000Z at entry 15, 2 void',
      );
      expect(code).toBe(0);
      await lay(restored.slice(0, 12));
      expect((await verify()).out).toContain('real: the anchor of 2026-04-05T09:00:00.000Z knows entry 15');
    });
  },
);
