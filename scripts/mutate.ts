import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GUARDS, type Guard } from './mutate/guards.ts';
import { copyTree, type Tree } from './mutate/tree.ts';

const USAGE = `npm run mutate [-- --only WORDS]
Takes the product's guards away one at a time, in a copy, and runs the tests that should notice. Fails when a guard can
go unnoticed. With --only: those whose promise or file contains the words.`;

const here = import.meta.url;
const root = fileURLToPath(new URL(here.endsWith('.ts') ? '..' : '../..', here));

const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help) console.error(USAGE);
else process.exitCode = await run(GUARDS.filter((guard) => isChosen(guard, values.only)));

/** The exit code: 1 when a guard's absence went unnoticed, or the tests fail with all of them in place. */
async function run(guards: readonly Guard[]): Promise<number> {
  const tree = await copyTree(root);
  try {
    const files = [...new Set(guards.flatMap((guard) => guard.tests))];
    const whole = await tree.test(files);
    if (whole.failed > 0 || whole.broken) {
      console.log(`The tests fail as it is: ${whole.first ?? 'a file could not be loaded'}`);
      return 1;
    }
    let caught = 0;
    for (const guard of guards) if (await isCaught(tree, guard)) caught += 1;
    console.log(`mutation: ${guards.length} guards taken away, ${caught} noticed`);
    return caught === guards.length ? 0 : 1;
  } finally {
    await tree.remove();
  }
}

async function isCaught(tree: Tree, guard: Guard): Promise<boolean> {
  const { passed, failed, first, broken } = await tree.without(guard, () => tree.test(guard.tests));
  // A file that does not load shows that the line is needed to run, not that anything tests for it.
  const caught = failed > 0 && !broken;
  const seen = first ?? (broken ? 'the tests could not be made ready' : `${passed} tests passed`);
  console.log(`${caught ? 'noticed  ' : 'UNNOTICED'}  ${guard.promise}  (${guard.file}: ${seen})`);
  return caught;
}

function isChosen({ promise, file }: Guard, words: string | undefined): boolean {
  return !words || promise.includes(words) || file.includes(words);
}
