import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BY_CHANCE, CASES, CHANCE_SEED, lineOf, SEED, sumOf } from '../support/fuzz/figures.ts';
import { fire, type Tally } from '../support/fuzz/fire.ts';
import { layGround } from '../support/fuzz/ground.ts';
import { openHouse, setUpHouse, signEverybodyIn, type Crowd, type House } from '../support/fuzz/house.ts';
import { openLedger, type Ledger } from '../support/fuzz/ledger.ts';
import { commandOperations, routeOperations, type Operation } from '../support/fuzz/operations.ts';
import { ALLOWED } from '../support/fuzz/allowed.ts';
import { shapesOf } from '../support/fuzz/shapes.ts';

/*
 * Whatever comes in over HTTP: every command and every route, each with at least a thousand requests drawn from its own
 * contract. All of them go over the wire, to a server in a process of its own.
 */
let house: House;
let crowd: Crowd;
let ledger: Ledger;
const tallies: Tally[] = [];
const shapes = new Set<string>();
beforeAll(async () => {
  house = await openHouse({
    told: (name, body) => {
      for (const shape of shapesOf(name, body)) shapes.add(shape);
    },
  });
  await setUpHouse(house);
  crowd = await signEverybodyIn(house);
  ledger = openLedger(house.store);
});
afterAll(async () => {
  console.log(sumOf(tallies, 'operations'));
  await house.close();
});
/** Whatever came in: the server stands, and nothing of it is bent. */
afterEach(async () => {
  expect((await crowd.clients.nobody.ask('GET', '/readyz')).status).toBe(200);
  expect(house.heard()).toEqual([]);
  expect(await house.probe()).toMatchObject({ untouched: true, unhandled: 0 });
});

const only = process.env.ONLY;
const operations: Operation[] = [...commandOperations(), ...routeOperations()];

describe('what comes in', () => {
  it.each(operations.filter(({ name }) => !only || name.includes(only)))('$name', async (operation) => {
    const hints = await layGround(crowd);
    await ledger.fresh();
    const before = await ledger.counts();
    const fixed = operation.draw(hints, CASES - BY_CHANCE, SEED);
    const anew = operation.draw(hints, BY_CHANCE, CHANCE_SEED);
    const tally = await fire(house, crowd, operation.name, [...fixed, ...anew]);
    tallies.push(tally);
    console.log(lineOf(tally));
    expect(tally.faults).toEqual([]);
    expect((await ledger.fresh()).filter((id) => !tally.accepted.has(id))).toEqual([]);
    expect(grown(before, await ledger.counts(), tally.yes)).toEqual([]);
  });
});

/** Collections that grew, though nobody was told yes; or by more than everybody was told. */
function grown(before: Record<string, number>, after: Record<string, number>, yes: number): string[] {
  const names = Object.keys(after).filter((name) => Math.abs((after[name] ?? 0) - (before[name] ?? 0)) > yes);
  return names.map((name) => `${name}: ${before[name] ?? 0} → ${after[name]} at ${yes} yes`);
}

it('every accepted command is in the journal once, and nothing else is', async () => {
  const times = await ledger.all();
  const accepted = tallies.flatMap((tally) => [...tally.accepted]);
  expect(accepted.filter((id) => times.get(id) !== 1)).toEqual([]);
  expect(accepted.length).toBeGreaterThan(0);
});

it('no operator of anybody’s making reached the store', () => {
  const unknown = [...shapes].filter((shape) => !ALLOWED.has(shape)).sort();
  expect(unknown).toEqual([]);
});
