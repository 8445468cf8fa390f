import { join } from 'node:path';
import { main, root } from './child.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';
import { supervise } from './supervise.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return supervise(join(root, 'dist/server/main.js'));
});
