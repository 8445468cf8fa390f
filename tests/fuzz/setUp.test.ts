import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROUTES } from '../../server/http/routes.ts';
import { Client } from '../../scripts/client.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import { uuidOf } from '../support/fuzz/chance.ts';
import { DEAR, draw } from '../support/fuzz/draw.ts';
import { BY_CHANCE, CASES, CHANCE_SEED, lineOf, SEED } from '../support/fuzz/figures.ts';
import { fire } from '../support/fuzz/fire.ts';
import { openHouse, setUpHouse, type Crowd, type House } from '../support/fuzz/house.ts';
import { openLedger } from '../support/fuzz/ledger.ts';
import type { Case } from '../support/fuzz/operations.ts';
import { isIn, type Hints } from '../support/fuzz/walk.ts';
import { SETUP_CODE } from '../support/township.ts';

/* A server that nobody has set up yet, and somebody who has the code and bad intentions. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const hints: Hints = {
  ...{ code: [SETUP_CODE, '150525204', '150525204200'], zone: ['Asia/Shanghai'] },
  villageId: EXAMPLE_TOWNSHIP.villages.map(({ id }) => id),
};

function cases(count: number, seed: number): Case[] {
  const form = ROUTES['POST /api/setup'].body;
  const drawn = draw(form, hints, { count: count * 2, seed, mix: DEAR });
  // Whoever sends what the contract lets in, and the code, may set the server up: that is what it is for.
  const barred = drawn.filter(({ value }) => value === undefined || !isIn(form, value)).slice(0, count);
  return barred.map(({ kind, how, text, value }, n) => ({
    ...{ kind, how, who: 'nobody', method: 'POST', path: '/api/setup', commandId: null },
    headers: [
      ['content-type', 'application/json'],
      ['x-request-id', uuidOf(`${seed} ${n}`)],
    ],
    body: Buffer.from(text, 'latin1'),
    mustFail: value !== undefined,
  }));
}

it('nothing is set up by what is no set-up, and the right one still goes through', async () => {
  const nobody = new Client(house.origin);
  const crowd = { clients: { nobody }, spareId: '', deviceToken: '' } as unknown as Crowd;
  const ledger = openLedger(house.store);
  const before = await ledger.counts();
  const all = [...cases(CASES - BY_CHANCE, SEED), ...cases(BY_CHANCE, CHANCE_SEED)];
  const tally = await fire(house, crowd, 'POST /api/setup before it is done', all);
  console.log(lineOf(tally));
  expect(tally.faults).toEqual([]);
  expect(tally.yes).toBe(0);
  expect(await ledger.counts()).toEqual(before);
  expect(await ledger.fresh()).toEqual([]);
  expect(await nobody.get('/api/setup')).toEqual({ needed: true });
  await setUpHouse(house);
  expect(house.heard()).toEqual([]);
  expect(await house.probe()).toMatchObject({ untouched: true, unhandled: 0 });
});
