import { readFileSync, writeFileSync } from 'node:fs';
import { DIFFERENCES } from './differences.ts';
import { PAGE, tableOf } from './page.ts';

/** Puts the list of differences on the page for operators: `node --import tsx tests/store/writePage.ts`. */
const text = readFileSync(PAGE, 'utf8');
const [begin, end] = ['<!-- prettier-ignore-start -->\n', '\n<!-- prettier-ignore-end -->'];
const [before = '', rest = ''] = text.split(begin);
writeFileSync(
  PAGE,
  `${before}${begin}${tableOf(DIFFERENCES)}${end}${rest.slice(rest.indexOf(end) + end.length)}`,
);
