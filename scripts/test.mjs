import { main, runNode, tool } from './child.mjs';
import { ensureInstalled } from './prepare.mjs';

/** `npm test`: everything that needs no browser. Further arguments go to Vitest. */
main(async () => {
  await ensureInstalled();
  return runNode(tool('vitest/vitest.mjs'), [
    'run',
    '-c',
    'tests/vitest.config.ts',
    ...process.argv.slice(2),
  ]);
});
