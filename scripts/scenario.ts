import { parseArgs } from 'node:util';
import { Refused } from './client.ts';
import { oneTimePassword, startInstance } from './instance.ts';
import { ASSERTIONS } from './scenario/assertions.ts';
import { checksOf } from './scenario/checks.ts';
import { CREW } from './scenario/crew.ts';
import { FROM_THE_START, play } from './scenario/play.ts';
import { sceneOf, type Scene } from './scenario/scene.ts';
import { STEPS } from './scenario/steps.ts';

const USAGE = `npm run scenario [-- --until E47] [--speed 600] [--data DIR]
Plays the spring fire through the API of a throw-away server and checks what the product supports of it so far.
An exercise's clock cannot jump: from the first shift of the holiday up to E47 (the last open flame) takes three and a
half minutes, the whole (--until E71) seven. --data keeps the server's data in an empty folder, for a look at it afterwards. With MONGODB_URI it uses a database
of its own on that server, which is dropped at the end.`;

const { values } = parseArgs({
  options: {
    until: { type: 'string', default: 'E47' },
    speed: { type: 'string', default: '600' },
    data: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) console.log(USAGE);
else process.exitCode = await run(values.until, Number(values.speed), values.data);

async function run(until: string, speed: number, dataDir: string | undefined): Promise<number> {
  const password = oneTimePassword();
  const instance = await startInstance(CREW, password, { dataDir, mongodb: process.env.MONGODB_URI });
  try {
    const steps = STEPS.filter(({ no }) => no !== null && no <= until);
    console.log(`Played into an exercise of its own, at ${speed} times real speed, up to ${until}:`);
    const whole = { steps, speed, startsAt: FROM_THE_START, tell: console.log };
    const stage = await play({ origin: instance.origin, password, ...whole });
    return await examine(await sceneOf(stage, until));
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    console.log(`The story ends here, for the product refused a step of it.\n${problem.message}`);
    return 1;
  } finally {
    await instance.close();
  }
}

/** Prints every check and every assertion with its evidence. Returns 1 when one that can be looked at fails. */
async function examine(scene: Scene): Promise<number> {
  let failed = 0;
  const tell = (what: string, name: string, holds: boolean, evidence: string) => {
    if (!holds) failed += 1;
    console.log(`${name.padEnd(4)} ${(holds ? 'holds' : 'fails').padEnd(8)} ${what}  (${evidence})`);
  };
  console.log('\nRows and times as the scenario has them:');
  for (const { no, what, look } of checksOf(scene)) {
    const { holds, evidence } = look(scene);
    tell(what, no, holds, evidence);
  }
  console.log('\nThe twenty assertions:');
  let holding = 0;
  for (const { n, what, waitsFor, look } of ASSERTIONS) {
    const finding = look && (await look(scene));
    if (finding?.holds) holding += 1;
    if (finding) tell(what, String(n), finding.holds, finding.evidence);
    else console.log(`${String(n).padEnd(4)} not yet  ${what}  (waits for: ${waitsFor})`);
  }
  console.log(`\n${holding} of ${ASSERTIONS.length} assertions hold`);
  return failed > 0 ? 1 : 0;
}
