import { expect, it } from 'vitest';
import { CHANCE_SEED } from '../support/fuzz/figures.ts';
import { fire } from '../support/fuzz/fire.ts';
import { layGround } from '../support/fuzz/ground.ts';
import { openHouse, setUpHouse, signEverybodyIn } from '../support/fuzz/house.ts';
import { commandOperations, routeOperations } from '../support/fuzz/operations.ts';

it('the server does without `__proto__`, which Node can take away altogether', async () => {
  const house = await openHouse({ nodeOptions: ['--disable-proto=delete'] });
  try {
    await setUpHouse(house);
    const crowd = await signEverybodyIn(house);
    const hints = await layGround(crowd);
    for (const operation of [...commandOperations(), ...routeOperations()]) {
      const { faults } = await fire(house, crowd, operation.name, operation.draw(hints, 40, CHANCE_SEED));
      expect(faults).toEqual([]);
    }
    expect(house.heard()).toEqual([]);
    expect(await house.probe()).toMatchObject({ untouched: true, unhandled: 0 });
  } finally {
    await house.close();
  }
});
