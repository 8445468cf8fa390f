import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { RosterImport } from '../../../shared/roster/imported.ts';
import { dryRun } from '../../../server/imports/roster/dryRun.ts';
import { openTable } from '../../../server/imports/sheet/openTable.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { layouts, type Layout } from '../../support/rosters/layouts.ts';
import { context, idOf, MONTH, office, onDay, phoneOf, shiftsOfMonth } from '../../support/rosters/office.ts';

/** The file as it was written once, by tests/support/rosters/writeLayouts.ts: what an office would hand in. */
const stored = (file: string) => readFile(new URL(`../../fixtures/rosters/${file}`, import.meta.url));

function read(bytes: Buffer): RosterImport {
  const table = openTable(bytes);
  if (table.what !== 'sheets') throw new Error(JSON.stringify(table));
  const answer = dryRun({ world: office(), context, month: MONTH }, table.sheets);
  if (isRefusal(answer)) throw new Error(answer.zh);
  return answer;
}

function wanted({ posts, nights }: Layout) {
  return Object.fromEntries(
    shiftsOfMonth().map(({ day, n, patternId }) => {
      const own = onDay(n);
      const people = nights && patternId === 'night' ? { ...onDay(n + 1), leader: own.leader } : own;
      return [`${patternId}-${day}`, Object.fromEntries(posts.map((post) => [post, idOf(people[post])]))];
    }),
  );
}

describe('a table as offices keep it', () => {
  it.each(layouts().map((layout) => [layout.file, layout] as const))(
    '%s is read right',
    async (file, layout) => {
      const { rows, unknown } = read(await stored(file));
      expect(
        rows.flatMap(({ row, problems }) =>
          problems.filter(({ level }) => level === 'stop').map((p) => [row, p.zh]),
        ),
      ).toEqual([]);
      expect(unknown).toEqual([]);
      const got = rows.map(({ day, patternId, posts }) => [
        `${patternId}-${day}`,
        Object.fromEntries(Object.entries(posts).map(([post, { personId }]) => [post, personId])),
      ]);
      expect(Object.fromEntries(got)).toEqual(wanted(layout));
    },
  );

  it('tells of the telephone numbers it found, and of sheets it passed over', async () => {
    const { phones, passedOver } = read(await stored('form.xlsx'));
    expect(passedOver).toEqual(['通讯录']);
    expect(phones).toHaveLength(10);
    expect(phones).toContainEqual({ name: '赵甲', personId: idOf('赵甲'), phone: phoneOf('赵甲') });
    expect(read(await stored('names-with-phones.xlsx')).phones).toHaveLength(10);
  });
});
