import type { Heard } from '../http.ts';

/** What `public/early.js` asked for while the scripts were still loading. */
interface Early {
  readonly book: string;
  session?: Promise<Response>;
  snapshot?: Promise<Response>;
}

/**
 * Takes up an answer that was asked for from the page's head, once; null when there is none, it failed, or it is of
 * another book: then one asks oneself.
 */
export async function early(what: 'session' | 'snapshot', book?: string): Promise<Heard | null> {
  const asked = (globalThis as { zhishouEarly?: Early }).zhishouEarly;
  const answer = asked?.[what];
  if (!asked || !answer || (book !== undefined && asked.book !== book)) return null;
  delete asked[what];
  try {
    const response = await answer;
    return { status: response.status, body: await response.json() };
  } catch {
    return null;
  }
}
