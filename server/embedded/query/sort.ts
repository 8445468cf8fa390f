import { code, fault } from '../errors.ts';
import { isDoc } from '../values/bson.ts';
import type { SortSpec } from '../values/compare.ts';

/** The sort that a command or a stage asks for; empty when none. */
export function sortOf(value: unknown): SortSpec {
  if (value === undefined || value === null) return [];
  if (!isDoc(value)) fault(code.typeMismatch, "Expected field 'sort' to be of type object");
  return Object.entries(value).map(([path, direction]) => {
    const way = Number(direction);
    if (way !== 1 && way !== -1) {
      fault(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    if (path === '') fault(15998, 'FieldPath cannot be constructed with empty string');
    return [path, way];
  });
}
