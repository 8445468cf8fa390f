/** A sentence in both languages of the product. `{name}` stands for a parameter. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

export type Params = Readonly<Record<string, string | number>>;

/**
 * One of the two kinds of no that are values: *malformed* (the contract) and *refused* (roles, decide). It carries
 * a stable code and a finished sentence in both languages, so that a screen needs no table of its own.
 */
export interface Refusal extends Sentence {
  readonly code: string;
  /** Where in the body the trouble is, for a malformed command: `place.point.lat`. */
  readonly path?: string;
}

/** Makes a refusal from a noun's table of sentences. */
export function refuse<Table extends Record<string, Sentence>>(
  table: Table,
  code: keyof Table & string,
  params: Params = {},
): Refusal {
  const sentence = table[code] as Sentence;
  return { code, zh: fill(sentence.zh, params), en: fill(sentence.en, params) };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'code' in value;
}

/** Puts parameters into a sentence; an unknown one stays as it stands. */
export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.prototype.hasOwnProperty.call(params, name) ? String(params[name]) : whole,
  );
}
