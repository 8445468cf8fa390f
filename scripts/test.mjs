import { main, runNode, tool } from './child.mjs';
import { ensureInstalled } from './prepare.mjs';

/** Suites with a command of their own; what is no such suite belongs to `npm test`. */
const OWN = ['store', 'faults', 'fuzz'];
const EVERYDAY = ['shared', 'server', 'client', 'story'];

/**
 * `npm test`: everything that needs no browser and not long. `node scripts/test.mjs faults` and the like run one suite
 * of its own; `--long` makes it as thorough as before a release (LONG=1). Further arguments go to Vitest.
 */
main(async () => {
  await ensureInstalled();
  const args = process.argv.slice(2);
  const suites = OWN.includes(args[0]) ? [args.shift()] : EVERYDAY;
  const long = args.includes('--long');
  return runNode(
    tool('vitest/vitest.mjs'),
    [
      ...['run', '-c', 'tests/vitest.config.ts'],
      ...suites.flatMap((suite) => ['--project', suite]),
      ...args.filter((arg) => arg !== '--long'),
    ],
    long ? { env: { ...process.env, LONG: '1' } } : {},
  );
});
