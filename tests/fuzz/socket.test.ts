import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { MAY } from '../../shared/roles.ts';
import { TEXTS } from '../support/fuzz/corpora.ts';
import { BY_CHANCE, CASES, CHANCE_SEED, lineOf, SEED, sumOf } from '../support/fuzz/figures.ts';
import type { Tally } from '../support/fuzz/fire.ts';
import { layGround } from '../support/fuzz/ground.ts';
import { openHouse, setUpHouse, signEverybodyIn, type Crowd, type House } from '../support/fuzz/house.ts';
import { openLedger, type Ledger } from '../support/fuzz/ledger.ts';
import { commandSayings, sayings, talk, unknownSayings, type Saying } from '../support/fuzz/talk.ts';
import type { Hints } from '../support/fuzz/walk.ts';

/* Whatever comes in over a socket: the three messages that there are, and those that there are not. */
let house: House;
let crowd: Crowd;
let hints: Hints;
let ledger: Ledger;
const tallies: Tally[] = [];
beforeAll(async () => {
  house = await openHouse();
  await setUpHouse(house);
  crowd = await signEverybodyIn(house);
  hints = await layGround(crowd);
  ledger = openLedger(house.store);
  await ledger.fresh();
});
afterAll(async () => {
  console.log(sumOf(tallies, 'kinds of messages'));
  await house.close();
});
afterEach(async () => {
  expect((await crowd.clients.nobody.ask('GET', '/readyz')).status).toBe(200);
  expect(house.heard()).toEqual([]);
  expect(await house.probe()).toMatchObject({ untouched: true, unhandled: 0 });
});

const { dutyOfficer, villageLiaison, administrator, wall } = {
  dutyOfficer: () => crowd.clients.dutyOfficer,
  villageLiaison: () => crowd.clients.villageLiaison,
  administrator: () => crowd.clients.administrator,
  wall: () => crowd.clients.wall,
};
const drawn = (make: (count: number, seed: number) => Saying[], cases: number, byChance: number) => [
  ...make(cases - byChance, SEED),
  ...make(byChance, CHANCE_SEED),
];

async function all(name: string, list: readonly Saying[], who = dutyOfficer()): Promise<void> {
  const before = await ledger.counts();
  const tally = await talk(who, name, list);
  tallies.push(tally);
  console.log(lineOf(tally));
  expect(tally.faults).toEqual([]);
  expect((await ledger.fresh()).filter((id) => !tally.accepted.has(id))).toEqual([]);
  expect(await ledger.counts()).toEqual(before);
}

describe('messages', () => {
  it('hello', () =>
    all(
      'hello',
      drawn((n, seed) => sayings('hello', hints, n, seed), CASES, BY_CHANCE),
    ));
  it('hello of a village', () =>
    all(
      'hello of a village',
      drawn((n, seed) => sayings('hello', hints, n, seed), CASES / 4, 1),
      villageLiaison(),
    ));
  it('presence', () =>
    all(
      'presence',
      drawn((n, seed) => sayings('presence', hints, n, seed), CASES, BY_CHANCE),
      wall(),
    ));
  it('messages that there are not', () => {
    const names = [
      'join',
      'changes',
      'farewell',
      'connect',
      'disconnect',
      '',
      ...Object.values(TEXTS).flat(),
    ];
    return all(
      'unknown',
      drawn((n, seed) => unknownSayings(names, hints, n, seed), CASES, BY_CHANCE),
    );
  });
});

describe('commands', () => {
  // Each type is tried a thousand times over HTTP; here it is the other way to the same door.
  const share = Math.ceil(CASES / 10);
  it.each(catalogue.commandTypes.filter((type) => type !== 'book.openExercise'))('%s', (type) => {
    const who = MAY[type].roles.includes('dutyOfficer') ? dutyOfficer() : administrator();
    const list = drawn((n, seed) => commandSayings(type, hints, n, seed), share, Math.ceil(share / 10));
    return all(`${type} by socket`, list, who);
  });
});

it('every accepted command is in the journal once', async () => {
  const times = await ledger.all();
  const accepted = tallies.flatMap((tally) => [...tally.accepted]);
  expect(accepted.filter((id) => times.get(id) !== 1)).toEqual([]);
  expect(accepted.length).toBeGreaterThan(0);
});
