import { Long } from 'bson';
import { refuse } from '../refused.ts';
import { tagOf } from './bson.ts';

/** The sum of two BSON numbers. Whole ones stay exact: beyond 2^53 they become a Long, which wraps as MongoDB's does. */
export function addNumbers(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    const exact = !Number.isInteger(a) || !Number.isInteger(b) || Number.isSafeInteger(sum);
    return exact || Math.abs(sum) >= 2 ** 63 ? sum : Long.fromBigInt(BigInt(a) + BigInt(b));
  }
  if (isDecimal(a) || isDecimal(b)) refuse('decimal');
  if (isFraction(a) || isFraction(b)) return Number(String(a)) + Number(String(b));
  return Long.fromBigInt(BigInt.asIntN(64, BigInt(String(a)) + BigInt(String(b))));
}

function isFraction(value: unknown): boolean {
  return typeof value === 'number' && !Number.isInteger(value);
}

function isDecimal(value: unknown): boolean {
  return value !== null && typeof value === 'object' && tagOf(value) === 'Decimal128';
}
