import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, type CommandType } from '../../shared/catalogue.ts';
import { advise } from '../../shared/check.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { SYSTEM } from '../../shared/roles.ts';
import { chanceOf, seedOf } from '../support/fuzz/chance.ts';
import { draw } from '../support/fuzz/draw.ts';
import { CASES, CHANCE_SEED, SEED } from '../support/fuzz/figures.ts';
import type { Hints, Schema } from '../support/fuzz/walk.ts';
import { play, shift } from '../support/arbitraries.ts';
import { people, type Room } from '../support/world.ts';

/*
 * The same inputs without a wire: every command is judged by everybody, the server itself included, in a World after a
 * busy shift. What the wire would cost buys more cases here.
 */
const [lived] = fc.sample(shift(120), { numRuns: 1, seed: SEED }).map(play) as [Room];
const everybody = [...Object.values(people), SYSTEM];
const state = () =>
  JSON.stringify(Object.entries(lived.world.tables).map(([name, rows]) => [name, [...rows]]));

function hintsOf({ world, archive }: Room): Hints {
  const ids = (table: 'report' | 'incident' | 'line' | 'layer' | 'village') => [
    ...world.tables[table].keys(),
  ];
  const fileIds = [...world.tables.report.values()].flatMap((report) => report.fileIds);
  return {
    ...{
      reportId: ids('report'),
      intoId: ids('report'),
      incidentId: [...ids('incident'), ...archive.keys()],
    },
    ...{
      lineId: ids('line'),
      layerId: ids('layer'),
      villageId: ids('village'),
      fileId: fileIds,
      zone: ['Asia/Shanghai'],
    },
    ...{ url: ['https://t.example.cn/{z}/{x}/{y}.png'], media: ['image/jpeg'], kind: ['N01', 'N05', 'A02'] },
  };
}

describe('a command of any kind', () => {
  const hints = hintsOf(lived);
  it.each(catalogue.commandTypes)(
    '%s is answered with events or a refusal, and changes nothing by itself',
    (type) => {
      const before = state();
      let accepted = 0;
      for (const seed of [SEED, CHANCE_SEED]) accepted += judgeAll(type, hints, seed);
      expect(state()).toBe(before);
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(accepted).toBeGreaterThanOrEqual(0);
    },
  );
});

function judgeAll(type: CommandType, hints: Hints, seed: number): number {
  const { world, archive } = lived;
  const chance = chanceOf(seedOf(seed, `${type} judged`));
  const drawn = draw(catalogue.contract(type) as Schema, hints, {
    count: CASES * 2,
    seed: seedOf(seed, `${type} judged`),
  });
  let accepted = 0;
  for (const { value } of drawn) {
    const named = String((value as { incidentId?: unknown } | null | undefined)?.incidentId);
    const context = {
      ...{
        commandId: '00000000-0000-4000-8000-000000000000',
        principal: chance.one(everybody),
        at: world.at,
      },
      ...{ zone: 'Asia/Shanghai', archived: archive.get(named) ?? [], real: world },
    };
    const answer = advise(world, { type, body: value as Record<string, unknown> }, context);
    if (isRefusal(answer))
      expect(answer).toMatchObject({ code: expect.stringMatching(/^[a-z]+\.[a-z-]+$/i) });
    else expect(answer.length).toBeGreaterThan(0);
    if (!isRefusal(answer)) accepted += 1;
  }
  return accepted;
}
