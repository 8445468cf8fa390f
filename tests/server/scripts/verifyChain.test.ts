import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../../scripts/verifyChain.ts';
import { seal } from '../../../server/journal/chain.ts';
import { GENESIS, type Entry, type Event } from '../../../shared/entry.ts';

const by = { id: 'c', name: '值班员C', post: '值班员' };
const INCIDENT = 'fire';
const REPORT = 'smoke';

/** A chain of so many notes, with the given events instead of some of them. */
function chainOf(length: number, special: Record<number, Event[]> = {}): Entry[] {
  const entries: Entry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const meta = { book: 'real', seq, commandId: `c-${seq}`, command: 'incident.addLine', fingerprint: 'f' };
    const at = `2026-04-05T13:${String(seq).padStart(2, '0')}:00.000+08:00`;
    const events = special[seq] ?? [note(`第${seq}条`)];
    entries.push(seal({ ...meta, at, by }, 'f', events, entries.at(-1)?.hash ?? GENESIS));
  }
  return entries;
}

function note(words: string, id = 'other'): Event {
  return { type: 'incident.lineAdded', id, words } as Event;
}

function submitted(id: string): Event {
  return { type: 'report.submitted', id, words: '北坡起烟' } as Event;
}

function erasure(id: string, reportIds: string[]): Event {
  return { type: 'incident.erased', id, reportIds, reason: '保存期满' } as Event;
}

/** What carrying out an erasure leaves of an entry. */
function emptied(entry: Entry): Entry {
  return { ...entry, events: entry.events.map(() => null), salts: entry.salts.map(() => null) };
}

function replaced(entries: Entry[], seq: number, change: (entry: Entry) => Entry): Entry[] {
  return entries.map((entry) => (entry.seq === seq ? change(entry) : entry));
}

const faultIn = async (entries: Entry[], reaches = 0) => (await verifyChain(entries, { reaches })).fault;

describe('a chain that nobody touched', () => {
  it('is proven, with its length and head', async () => {
    const entries = chainOf(20);
    const head = entries[19]?.hash;
    expect(await verifyChain(entries, { reaches: 20 })).toEqual({ entries: 20, seq: 20, head, fault: null });
  });

  it('may be empty', async () => {
    expect(await verifyChain([])).toEqual({ entries: 0, seq: 0, head: GENESIS, fault: null });
  });
});

describe('a chain that somebody touched', () => {
  it('names the entry whose event was changed', async () => {
    const entries = replaced(chainOf(20), 7, (entry) => ({ ...entry, events: [note('另一句话')] }));
    expect(await faultIn(entries)).toEqual({ seq: 7, what: expect.stringContaining('was changed') });
  });

  it.each([
    ['time', (entry: Entry) => ({ ...entry, at: '2026-04-05T12:00:00.000+08:00' })],
    ['author', (entry: Entry) => ({ ...entry, by: { ...by, name: '值班员D' } })],
    ['subject', (entry: Entry) => ({ ...entry, about: ['incident/another'] })],
    ['digest', (entry: Entry) => ({ ...entry, digests: ['0'.repeat(64)] })],
    ['hash', (entry: Entry) => ({ ...entry, hash: '0'.repeat(64) })],
    ['command', (entry: Entry) => ({ ...entry, command: 'incident.correct' })],
  ])('names the entry whose %s was changed', async (_field, change) => {
    expect((await faultIn(replaced(chainOf(20), 7, change)))?.seq).toBe(7);
  });

  it('names an entry that was made anew with a chain of its own', async () => {
    const entries = chainOf(20);
    const forged = replaced(entries, 7, (entry) => seal(entry, 'f', [note('伪造')], entry.prev));
    expect(await faultIn(forged)).toEqual({ seq: 8, what: 'does not follow the entry before it' });
  });

  it('names the first that is missing', async () => {
    const entries = chainOf(20).filter(({ seq }) => seq !== 7 && seq !== 12);
    expect(await faultIn(entries)).toEqual({ seq: 7, what: 'is missing' });
  });

  it('names the very first entry when that is missing', async () => {
    expect(await faultIn(chainOf(5).slice(1))).toEqual({ seq: 1, what: 'is missing' });
  });

  it('tells two that stand in each other’s place from a missing one', async () => {
    const entries = chainOf(20);
    [entries[6], entries[11]] = [entries[11] as Entry, entries[6] as Entry];
    expect(await faultIn(entries)).toEqual({
      seq: 7,
      what: 'is not in its place: entry 12 stands there',
    });
  });

  it('sees through a swap that also swapped the numbers', async () => {
    const entries = chainOf(20);
    const [a, b] = [entries[6] as Entry, entries[11] as Entry];
    [entries[6], entries[11]] = [
      { ...b, seq: 7 },
      { ...a, seq: 12 },
    ];
    expect((await faultIn(entries))?.seq).toBe(7);
  });

  it('names the first of those that were cut off, when something else has seen them', async () => {
    expect(await faultIn(chainOf(20), 25)).toEqual({ seq: 21, what: expect.stringContaining('is missing') });
  });

  it('names the first of several faults', async () => {
    const entries = replaced(chainOf(20), 3, (entry) => ({ ...entry, events: [note('改')] }));
    expect((await faultIn(entries.filter(({ seq }) => seq !== 9)))?.seq).toBe(3);
  });
});

describe('what was erased', () => {
  const special = {
    3: [submitted(REPORT)],
    4: [note('火情', INCIDENT)],
    10: [erasure(INCIDENT, [REPORT])],
  };
  const erased = (from: Entry[], ...seqs: number[]) =>
    seqs.reduce((entries, seq) => replaced(entries, seq, emptied), from);

  it('by decision leaves the chain proven', async () => {
    const entries = erased(chainOf(12, special), 3, 4);
    expect(await verifyChain(entries)).toMatchObject({ entries: 12, fault: null });
  });

  it('without a decision is a fault', async () => {
    expect(await faultIn(erased(chainOf(12, special), 3, 4, 6))).toEqual({
      seq: 6,
      what: 'lacks its event about incident/other without a decision to erase it',
    });
  });

  it('after the decision that names it is a fault', async () => {
    const late = chainOf(12, { ...special, 11: [note('晚了', INCIDENT)] });
    expect((await faultIn(erased(late, 3, 4, 11)))?.seq).toBe(11);
  });

  it('is a fault when the decision itself was taken away', async () => {
    expect((await faultIn(erased(chainOf(12, special), 3, 4, 10)))?.seq).toBe(3);
  });

  it('is named before a later break of the chain', async () => {
    const entries = erased(chainOf(12, special), 2, 3, 4).filter(({ seq }) => seq !== 8);
    expect((await faultIn(entries))?.seq).toBe(2);
  });

  it('is believed by a decision that comes after a break', async () => {
    const entries = erased(chainOf(12, special), 3, 4).filter(({ seq }) => seq !== 8);
    expect(await faultIn(entries)).toEqual({ seq: 8, what: 'is missing' });
  });
});
