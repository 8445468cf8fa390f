import { fileURLToPath } from 'node:url';
import type { Difference } from './differences.ts';

/** The page for operators on which the differences stand. */
export const PAGE = fileURLToPath(new URL('../../docs/operations/store.md', import.meta.url));

/** The differences as a table in Markdown. */
export function tableOf(differences: readonly Difference[]): string {
  const rows = differences.map(({ what, embedded, other, right, manual }) =>
    [what, embedded, other, right, manual].map((cell) => cell.replaceAll('|', '\\|')).join(' | '),
  );
  const head = ['what', 'embedded store', 'secantusdb', 'right', 'MongoDB’s manual'].join(' | ');
  return [`| ${head} |`, '| --- | --- | --- | --- | --- |', ...rows.map((row) => `| ${row} |`)].join('\n');
}
