import { Timestamp } from 'bson';
import { code, fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import { clone, isDoc, isOperators, own, type Doc } from '../values/bson.ts';
import { compareValues, equals } from '../values/compare.ts';
import { addNumbers } from '../values/numbers.ts';
import { mongoText } from '../values/text.ts';
import { rank, rankOf, typeName } from '../values/types.ts';
import { get, set, unset, type Holder } from './holder.ts';
import { compileFilter } from '../query/match.ts';
import { isRegex, type ValueTest } from '../query/tests.ts';

export interface Modifier {
  /** Makes the documents on the way to its field. */
  makes: boolean;
  /** Refuses a bad argument, whatever the documents. */
  check?: (argument: unknown, path: string) => void;
  change: (holder: Holder, argument: unknown, about: About) => void;
}

interface About {
  path: string;
  now: Date;
  id: unknown;
}

/** The update operators the store has (MongoDB manual, "Update Operators"). */
export const modifiers: Record<string, Modifier> = {
  $set: { makes: true, change: (holder, value) => set(holder, clone(value)) },
  $setOnInsert: { makes: true, change: (holder, value) => set(holder, clone(value)) },
  $unset: { makes: false, change: unset },
  $inc: { makes: true, check: checkIncrement, change: increment },
  $min: { makes: true, change: (holder, value) => extreme(holder, value, -1) },
  $max: { makes: true, change: (holder, value) => extreme(holder, value, 1) },
  $currentDate: { makes: true, check: checkCurrentDate, change: currentDate },
  $push: { makes: true, check: checkPush, change: push },
  $addToSet: { makes: true, check: checkAddToSet, change: addToSet },
  $pull: { makes: false, check: (argument) => void pullTest(argument), change: pull },
};

function checkIncrement(by: unknown, path: string): void {
  if (rankOf(by) === rank.number) return;
  fault(code.typeMismatch, `Cannot increment with non-numeric argument: {${path}: ${mongoText(by)}}`);
}

function increment(holder: Holder, by: unknown, { path, id }: About): void {
  const old = get(holder);
  if (old === undefined) return set(holder, by);
  if (rankOf(old) !== rank.number) {
    fault(
      code.typeMismatch,
      `Cannot apply $inc to a value of non-numeric type. {_id: ${mongoText(id)}} has the field '${path}' of non-numeric type ${typeName(old)}`,
    );
  }
  set(holder, addNumbers(old, by));
}

function extreme(holder: Holder, value: unknown, sign: 1 | -1): void {
  const old = get(holder);
  if (old === undefined || compareValues(value, old) * sign > 0) set(holder, clone(value));
}

function checkCurrentDate(argument: unknown): void {
  if (typeof argument === 'boolean') return;
  const type = isDoc(argument) ? argument.$type : undefined;
  if (type === 'date' || type === 'timestamp') return;
  fault(
    code.badValue,
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  );
}

function currentDate(holder: Holder, argument: unknown, { now }: About): void {
  const stamp = isDoc(argument) && argument.$type === 'timestamp';
  set(holder, stamp ? new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) : now);
}

function checkPush(argument: unknown): void {
  if (!isEach(argument)) return;
  const { $each, $slice, ...others } = argument;
  const other = Object.keys(others)[0];
  if (other !== undefined) refuse('pushModifier', other);
  if (!Array.isArray($each)) {
    fault(
      code.badValue,
      `The argument to $each in $push must be an array but it was of type: ${typeName($each)}`,
    );
  }
  if ($slice !== undefined && !Number.isInteger(Number($slice))) {
    fault(
      code.badValue,
      `The value for $slice must be an integer value but was given type: ${typeName($slice)}`,
    );
  }
}

function push(holder: Holder, argument: unknown, { path, id }: About): void {
  const items = arrayIn(holder, (old) =>
    fault(
      code.badValue,
      `The field '${path}' must be an array but is of type ${typeName(old)} in document {_id: ${mongoText(id)}}`,
    ),
  );
  items.push(...eachOf(argument));
  const slice = isEach(argument) && argument.$slice !== undefined ? Number(argument.$slice) : undefined;
  if (slice === undefined) return;
  set(holder, slice < 0 ? items.slice(slice) : items.slice(0, slice));
}

function checkAddToSet(argument: unknown): void {
  if (isEach(argument) && !Array.isArray(argument.$each)) {
    fault(
      code.typeMismatch,
      `The argument to $each in $addToSet must be an array but it was of type ${typeName(argument.$each)}`,
    );
  }
}

function addToSet(holder: Holder, argument: unknown, { path }: About): void {
  const items = arrayIn(holder, (old) =>
    fault(
      code.badValue,
      `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${typeName(old)}`,
    ),
  );
  for (const value of eachOf(argument)) if (!items.some((item) => equals(item, value))) items.push(value);
}

function pull(holder: Holder, argument: unknown): void {
  const old = get(holder);
  if (old === undefined) return;
  if (!Array.isArray(old)) fault(code.badValue, 'Cannot apply $pull to a non-array value');
  const goes = pullTest(argument);
  set(
    holder,
    old.filter((item) => !goes(item)),
  );
}

/** Conditions on the elements, of which lists count by their own elements too; a filter on fields; or a value. */
function pullTest(argument: unknown): ValueTest {
  if (isOperators(argument) || isRegex(argument)) {
    const meets = compileFilter({ item: argument });
    return (item) => meets({ item });
  }
  if (!isDoc(argument)) return (item) => equals(item, argument);
  const test = compileFilter(argument);
  return (item) => isDoc(item) && test(item);
}

function arrayIn(holder: Holder, refuseOld: (old: unknown) => never): unknown[] {
  const old = get(holder);
  if (Array.isArray(old)) return old;
  if (old !== undefined) return refuseOld(old);
  const items: unknown[] = [];
  set(holder, items);
  return items;
}

function isEach(argument: unknown): argument is Doc {
  return isDoc(argument) && own(argument, '$each') !== undefined;
}

function eachOf(argument: unknown): unknown[] {
  return clone(isEach(argument) ? (argument.$each as unknown[]) : [argument]);
}
