/** A sentence in both languages of the product. `{name}` stands for a parameter. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** What stands in place of a parameter: the same in both languages, or a sentence of its own in each. */
export type Params = Readonly<Record<string, string | number | Sentence>>;

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
  return { code, ...fill(table[code] as Sentence, params) };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'code' in value;
}

/** Puts parameters into a sentence; an unknown one stays as it stands. */
export function fill(sentence: Sentence, params: Params): Sentence {
  return { zh: fillIn(sentence.zh, params, 'zh'), en: fillIn(sentence.en, params, 'en') };
}

function fillIn(text: string, params: Params, language: keyof Sentence): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (!Object.hasOwn(params, name)) return whole;
    const value = params[name] as Params[string];
    return typeof value === 'object' ? value[language] : String(value);
  });
}
