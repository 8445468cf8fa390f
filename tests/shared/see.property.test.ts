import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../shared/entry.ts';
import type { Audience } from '../../shared/roles.ts';
import { TABLES } from '../../shared/rows.ts';
import { audiencesOf, see } from '../../shared/see.ts';
import { emptyWorld, fold, type World } from '../../shared/world.ts';
import { drawing, play, SEED, shift, type Shift } from '../support/arbitraries.ts';
import { AUDIENCES, frame, merged, receive, seen, type Screen } from '../support/audience.ts';
import { canary } from '../support/makers.ts';
import { foldAll, NO_VILLAGE, stored, VILLAGE_A, VILLAGE_B } from '../support/world.ts';

vi.setConfig({ testTimeout: 120_000 });

const gaps = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 12, maxLength: 12 });
const start = fc.nat(9_999);

describe('what a screen holds is what its audience may see of the World', () => {
  it('when every entry is a frame', () => {
    const property = fc.property(shift(70), (drawn) => {
      const { entries, book } = journalOf(drawn);
      for (const audience of AUDIENCES) follow(audience, emptyWorld(book), entries, [1]);
    });
    check(property, 40);
  });
  it('when frames hold whatever happened between them, a row that changed twice once', () => {
    const property = fc.property(shift(140), gaps, (drawn, each) => {
      const { entries, book } = journalOf(drawn);
      for (const audience of AUDIENCES) follow(audience, emptyWorld(book), entries, each);
    });
    check(property, 40);
  });
  it('when it begins with a snapshot of any moment', () => {
    const property = fc.property(shift(140), start, gaps, (drawn, from, each) => {
      const { entries, book } = journalOf(drawn);
      const cut = from % (entries.length + 1);
      for (const audience of AUDIENCES) {
        const world = foldAll(entries.slice(0, cut), book);
        follow(audience, world, entries.slice(cut), each, seen(audience, world));
      }
    });
    check(property, 40);
  });
  it('when it was away, and what it missed comes as one frame', () => {
    const property = fc.property(shift(140), start, (drawn, from) => {
      const { entries, book } = journalOf(drawn);
      const cut = from % (entries.length + 1);
      for (const audience of AUDIENCES) {
        const world = foldAll(entries.slice(0, cut), book);
        follow(audience, world, entries.slice(cut), [entries.length], seen(audience, world));
      }
    });
    check(property, 30);
  });
});

describe('words of a report', () => {
  it('are never seen by another village, the wall or a department, at no moment', () => {
    const property = fc.property(shift(140), (drawn) => {
      const { entries, book } = journalOf(drawn);
      const world = emptyWorld(book);
      const marks = new Map<string, string>();
      for (const entry of entries) {
        const changes = fold(world, [entry]);
        for (const { type, id } of entry.events.filter((event) => event !== null)) {
          if (type === 'report.submitted') marks.set(`canary-of-entry-${entry.seq}`, id);
        }
        for (const audience of AUDIENCES.slice(1)) {
          const told = JSON.stringify(frame(audience, changes));
          expect(strangers(told, ownMarks(audience, world, marks)), `${audience} at ${entry.seq}`).toEqual(
            [],
          );
        }
      }
      for (const audience of AUDIENCES.slice(1)) {
        const held = JSON.stringify([...seen(audience, world)]);
        expect(strangers(held, ownMarks(audience, world, marks)), audience).toEqual([]);
      }
    });
    check(property, 60);
  });
  it('are there to be found: the desk has them, and so has the village', () => {
    const shifts = fc.sample(shift(140), { seed: SEED, numRuns: 20 });
    const worlds = shifts.map((drawn) => play(drawn).world);
    const found = (audience: Audience) =>
      worlds.filter((world) => JSON.stringify([...seen(audience, world)]).includes('canary-of-entry'));
    for (const audience of ['desk', `village/${VILLAGE_A}`, `village/${VILLAGE_B}`] as const)
      expect(found(audience).length, audience).toBeGreaterThan(10);
  });
});

describe('nobody', () => {
  it('sees a number that was only counted, and a village that does not exist sees no report', () => {
    const property = fc.property(shift(140), (drawn) => {
      const { world } = play(drawn);
      for (const audience of AUDIENCES) {
        const tables = new Set([...seen(audience, world).keys()].map((key) => key.split('/')[0]));
        expect(tables.has('tally')).toBe(false);
        if (audience !== `village/${NO_VILLAGE}` && audience !== 'village/') continue;
        for (const table of ['report', 'attachment', 'incident', 'line'])
          expect(tables.has(table)).toBe(false);
      }
    });
    check(property, 30);
  });
});

describe('the audiences that a record is marked with', () => {
  it('are those that may see the row', () => {
    const property = fc.property(shift(140), (drawn) => {
      const { world } = play(drawn);
      for (const table of TABLES) {
        for (const row of world.tables[table].values()) {
          const marked = audiencesOf(table, row);
          for (const audience of AUDIENCES) {
            // A mark "department/" or "village/" stands for all of them.
            const all = audience.slice(0, audience.indexOf('/') + 1);
            const may = marked.includes(audience) || (all !== '' && marked.includes(all));
            expect(may, `${audience} ${table}`).toBe(see(audience, table, row) !== null);
          }
        }
      }
    });
    check(property, 30);
  });
});

function check(property: unknown, numRuns: number): void {
  fc.assert(property as fc.IProperty<unknown[]>, drawing(numRuns));
}

function journalOf(drawn: Shift): { entries: Entry[]; book: string } {
  const room = play(drawn);
  return { entries: stored(room.entries), book: room.world.book };
}

/** Sends frames to a screen, `gaps` entries each, and holds it against the World after every one. */
function follow(
  audience: Audience,
  world: World,
  entries: readonly Entry[],
  gaps: readonly number[],
  screen: Screen = new Map(),
): void {
  for (let from = 0, n = 0; from < entries.length; n += 1) {
    const to = from + (gaps[n % gaps.length] ?? 1);
    receive(screen, frame(audience, merged(fold(world, entries.slice(from, to)))));
    from = to;
    const may = seen(audience, world);
    if (!isDeepStrictEqual(screen, may)) expect(screen, `${audience} at ${world.seq}`).toStrictEqual(may);
  }
}

/** The marks an audience may come upon: those of its own village's reports. */
function ownMarks(audience: Audience, world: World, marks: ReadonlyMap<string, string>): Set<string> {
  const own = [...world.tables.report.values()].filter(
    ({ villageId }) => audience === `village/${villageId}`,
  );
  const ids = new Set(own.map(({ id }) => id));
  const said = [...marks].filter(([, id]) => ids.has(id)).map(([mark]) => mark);
  return new Set([...said, ...[...ids].map(canary)]);
}

function strangers(text: string, own: ReadonlySet<string>): string[] {
  const found = text.match(/canary-of-entry-\d+|canary-[0-9a-f]{12}/g) ?? [];
  return found.filter((mark) => !own.has(mark));
}
