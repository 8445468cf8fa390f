import { writeFile } from 'node:fs/promises';
import { layouts } from './layouts.ts';

/** Writes the tables that tests/server/imports reads: `npx tsx tests/support/rosters/writeLayouts.ts`. */
for (const { file, bytes } of layouts()) {
  await writeFile(new URL(`../../fixtures/rosters/${file}`, import.meta.url), bytes);
  console.log(`${file}: ${bytes.length} bytes`);
}
