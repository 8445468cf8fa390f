import { fault } from './errors.ts';

/**
 * Everything of MongoDB that a caller may ask for and this store does not have: the code MongoDB itself would give,
 * and what is missing. The one list of the store's limits; `docs/` points here.
 */
export const refused = {
  command: [59, 'no such command'],
  transaction: [20, 'Transactions are only allowed on a replica set member or mongos'],
  changeStream: [40573, 'The $changeStream stage is only supported on replica sets'],
  stage: [40324, 'Unrecognized pipeline stage name'],
  accumulator: [15952, 'unknown group operator'],
  expression: [168, 'Unrecognized expression'],
  topOperator: [2, 'unknown top level operator'],
  operator: [2, 'unknown operator'],
  regex: [51091, 'Regular expression is invalid'],
  geo: [291, 'unable to find index for geo query'],
  text: [27, 'text index required for $text query'],
  modifier: [9, 'Unknown modifier'],
  pipelineUpdate: [9, 'pipeline-style updates are not supported'],
  arrayFilters: [9, 'arrayFilters are not supported'],
  positional: [2, 'positional array updates are not supported'],
  pushModifier: [2, 'Unrecognized clause in $push'],
  projection: [31325, 'Unknown expression in projection'],
  collation: [115, 'collations are not supported'],
  let: [115, 'let variables are not supported'],
  hint: [115, 'this hint is not supported'],
  readConcern: [72, 'readConcern level is not supported'],
  view: [115, 'views are not supported'],
  validator: [115, 'document validators are not supported'],
  capped: [115, 'capped collections are not supported'],
  timeseries: [115, 'time series collections are not supported'],
  clustered: [115, 'clustered collections are not supported'],
  tailable: [115, 'tailable cursors are not supported'],
  output: [115, '$out and $merge are not supported'],
  indexKind: [67, 'this kind of index is not supported'],
  indexOption: [67, 'this index option is not supported'],
  partialFilter: [67, 'Expression not supported in partial index'],
  authentication: [115, 'authentication is not supported'],
  decimal: [115, 'arithmetic on Decimal128 is not supported'],
} as const satisfies Record<string, readonly [number, string]>;

export type Refused = keyof typeof refused;

/** Refuses what the embedded store does not have, in MongoDB's words, and says what to do. */
export function refuse(what: Refused, detail = ''): never {
  const [code, text] = refused[what];
  fault(code, `${text}${detail ? `: ${detail}` : ''}. The embedded store is a small one: ${ADVICE}`);
}

/** Part of every refusal, so that whoever reads it in a log knows the way out. */
const ADVICE = 'set MONGODB_URI to use a MongoDB server';
