import * as fc from 'fast-check';
import type * as z from 'zod/mini';

/** Values that a running server knows, by the name of the field that they go into. */
export type Hints = Readonly<Record<string, readonly unknown[]>>;
export type Schema = z.core.$ZodType;

/**
 * What a contract lets in, drawn from the contract itself. Fields for which there are hints mostly get one of them,
 * so that what is asked for is there.
 *
 * @throws RangeError at a kind of contract or a check that it does not know: nothing is passed over in silence
 */
export function arbitraryOf(schema: Schema, hints: Hints, field = ''): fc.Arbitrary<unknown> {
  const def = defOf(schema);
  const inner = () => arbitraryOf(def.innerType as Schema, hints, field);
  const known = hints[field]?.filter((value) => isIn(schema, value)) ?? [];
  switch (def.type) {
    case 'object':
      return objectOf(schema, hints);
    case 'string':
      return knownOr(known, stringOf(schema, known));
    case 'number':
      return knownOr(known, numberOf(schema));
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries as Record<string, unknown>));
    case 'literal':
      return fc.constantFrom(...(def.values as unknown[]));
    case 'nullable':
      return fc.oneof({ weight: 3, arbitrary: inner() }, { weight: 1, arbitrary: fc.constant(null) });
    case 'optional':
    case 'default':
      return fc.option(inner(), { nil: undefined, freq: 2 });
    case 'array':
      return fc.array(arbitraryOf(def.element as Schema, hints, field), lengthsOf(schema, 4));
    case 'union':
      return fc.oneof(...(def.options as Schema[]).map((option) => arbitraryOf(option, hints, field)));
    case 'custom':
      if (known.length > 0) return fc.constantFrom(...known);
  }
  throw new RangeError(`${field || 'a contract'}: the fuzz does not know contracts of the kind ${def.type}`);
}

function knownOr(known: readonly unknown[], drawn: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (known.length === 0) return drawn;
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: drawn });
}

export type Def = { readonly type: string; readonly checks?: readonly Schema[] } & Readonly<
  Record<string, unknown>
>;

export function defOf(schema: Schema): Def {
  return (schema as unknown as { _zod: { def: Def } })._zod.def;
}

/** The fields of an object's contract. */
export function shapeOf(schema: Schema): readonly (readonly [string, Schema])[] {
  const { shape, catchall } = defOf(schema);
  if (!catchall || defOf(catchall as Schema).type !== 'never')
    throw new RangeError('an object that lets in what it does not name');
  return Object.entries(shape as Record<string, Schema>);
}

export function isIn(schema: Schema, value: unknown): boolean {
  return (schema as unknown as z.ZodMiniType).safeParse(value).success;
}

/** What limits a string, a number or a list. */
export interface Limits {
  readonly least?: number;
  readonly most?: number;
  readonly step?: number;
  readonly patterns: readonly RegExp[];
}

/** A check as zod keeps it. */
interface Rule {
  readonly check: string;
  readonly format?: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly value: number;
  readonly pattern: RegExp;
}

export function limitsOf(schema: Schema): Limits {
  const limits: { least?: number; most?: number; step?: number; patterns: RegExp[] } = { patterns: [] };
  for (const check of defOf(schema).checks ?? []) {
    const rule = defOf(check) as unknown as Rule;
    if (rule.check === 'min_length') limits.least = rule.minimum;
    else if (rule.check === 'max_length') limits.most = rule.maximum;
    else if (rule.check === 'greater_than') limits.least = rule.value;
    else if (rule.check === 'less_than') limits.most = rule.value;
    else if (rule.check === 'multiple_of') limits.step = rule.value;
    else if (rule.check === 'string_format' && rule.format === 'regex') limits.patterns.push(rule.pattern);
    else if (rule.check !== 'custom') throw new RangeError(`the fuzz does not know the check ${rule.check}`);
  }
  return limits;
}

function objectOf(schema: Schema, hints: Hints): fc.Arbitrary<unknown> {
  const fields = shapeOf(schema).map(([name, inner]) => [name, arbitraryOf(inner, hints, name)] as const);
  return fc.record(Object.fromEntries(fields)).map((value) => {
    const given = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(given);
  });
}

function lengthsOf(schema: Schema, usual: number): { minLength: number; maxLength: number } {
  const { least = 0, most = usual } = limitsOf(schema);
  return { minLength: least, maxLength: Math.max(least, Math.min(most, usual)) };
}

function numberOf(schema: Schema): fc.Arbitrary<number> {
  const { least = -1e9, most = 1e9, step } = limitsOf(schema);
  if (step !== undefined && step !== 1) throw new RangeError(`the fuzz does not know multiples of ${step}`);
  const edges = fc.constantFrom(least, most);
  const between = step
    ? fc.integer({ min: least, max: most })
    : fc.double({ min: least, max: most, noNaN: true, noDefaultInfinity: true });
  return fc.oneof({ weight: 4, arbitrary: between }, { weight: 1, arbitrary: edges });
}

/** What no pattern shows: texts as people write them, in the languages of the country. */
const WORDS = ['北坡起烟', '3组 东侧', 'ᠮᠣᠩᠭᠣᠯ', 'ئۇيغۇر', '👩‍👩‍👧', 'é e\u0301', 'a', '火'] as const;
const TIMES = ['2026-04-05T13:18:00+08:00', '2026-04-05T05:18:00Z', '1999-12-31T23:59:59.999-11:30'] as const;

function stringOf(schema: Schema, known: readonly unknown[]): fc.Arbitrary<string> {
  const { least = 0, most = 400, patterns } = limitsOf(schema);
  const [pattern] = [...patterns].sort((a, b) => b.source.length - a.source.length);
  const usual = fc.string({
    unit: 'grapheme',
    minLength: least,
    maxLength: Math.min(most, Math.max(least, 40)),
  });
  const free = fc.oneof(fc.constantFrom(...WORDS), usual, fc.constant('火'.repeat(most)));
  const drawn = pattern ? fc.oneof(fc.constantFrom(...TIMES), matching(pattern)) : free;
  // A rule that chance does not meet in two hundred draws would be looked for without an end.
  if (fc.sample(drawn, { numRuns: 200, seed: 1 }).some((value) => isIn(schema, value)))
    return drawn.filter((value) => isIn(schema, value));
  if (known.length > 0) return fc.constantFrom(...(known as string[]));
  throw new RangeError(`the fuzz finds nothing that ${pattern?.source ?? 'a rule'} lets in: give it a hint`);
}

/** Classes of Unicode that cannot be turned round are drawn from a few of their letters. */
function matching(pattern: RegExp): fc.Arbitrary<string> {
  const plain = pattern.source.replace(/\\p\{L\}/g, 'a-z王乙').replace(/\\p\{N\}/g, '0-9');
  if (/\\p\{/i.test(plain)) throw new RangeError(`the fuzz cannot draw from ${pattern.source}`);
  return fc.stringMatching(new RegExp(plain.replace(/\+\$$/, '{2,20}$'), pattern.flags));
}
