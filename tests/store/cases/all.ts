import type { Case } from '../case.ts';
import { aggregation } from './aggregation.ts';
import { catalogue } from './catalogue.ts';
import { counting, cursors } from './cursors.ts';
import { filterOperators } from './filterOperators.ts';
import { filters } from './filters.ts';
import { findAndModify } from './findAndModify.ts';
import { indexes } from './indexes.ts';
import { product } from './product.ts';
import { reading } from './reading.ts';
import { updates } from './updates.ts';
import { upserts } from './upserts.ts';
import { writes } from './writes.ts';

/** Everything the product asks of MongoDB, by what is asked. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  filters: [...filters, ...filterOperators],
  updates: [...updates, ...upserts],
  reading,
  cursors,
  counting,
  indexes,
  catalogue,
  writes,
  findAndModify,
  aggregation,
  product,
};
