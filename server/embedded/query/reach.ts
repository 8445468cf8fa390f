import { isDoc } from '../values/bson.ts';
import { isPosition } from '../values/paths.ts';
import type { ValueTest } from './tests.ts';

/**
 * Whether a dotted path reaches a value that passes the test. Arrays on the way stand for their elements and, with a
 * number in the path, their positions; an array at the end stands for itself and, with `expand`, its elements.
 * A field that is not there is tested as undefined, but not for array elements that cannot have fields.
 */
export function reach(
  value: unknown,
  parts: readonly string[],
  at: number,
  test: ValueTest,
  expand: boolean,
): boolean {
  if (at === parts.length) {
    if (expand && Array.isArray(value)) for (const item of value) if (test(item)) return true;
    return test(value);
  }
  const part = parts[at]!;
  if (Array.isArray(value)) {
    if (isPosition(part) && Number(part) < value.length) {
      if (reach(value[Number(part)], parts, at + 1, test, expand)) return true;
    }
    for (const item of value) if (isDoc(item) && reach(item, parts, at, test, expand)) return true;
    return false;
  }
  if (!isDoc(value) || !Object.hasOwn(value, part)) return test(undefined);
  return reach(value[part], parts, at + 1, test, expand);
}
