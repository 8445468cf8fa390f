import type { Refusal } from '../../shared/refusal.ts';
import type { Answer, Fault } from '../../shared/wire.ts';

/** What came back: the status and the JSON body (null when there was none). */
export interface Heard {
  readonly status: number;
  readonly body: unknown;
}

export interface Asking {
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly signal?: AbortSignal;
  /** Milliseconds after which silence is taken for an answer. */
  readonly patience?: number;
}

/**
 * One request to this server with the session's cookie. Null is silence: no network, no answer in time, or an
 * answer that is not JSON (a portal's page in between). Never throws.
 */
export async function ask(method: string, path: string, asking: Asking = {}): Promise<Heard | null> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), asking.patience ?? 15_000);
  asking.signal?.addEventListener('abort', () => giveUp.abort());
  try {
    const response = await fetch(withQuery(path, asking.query), {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: asking.json === undefined ? {} : { 'content-type': 'application/json' },
      body: asking.json === undefined ? undefined : JSON.stringify(asking.json),
      signal: giveUp.signal,
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

export function withQuery(path: string, query: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

/**
 * What an answer means for a command or a file that is waiting: `ok`, a refusal, which is final, or a fault, after
 * which the same is tried again. A body that is an `Answer` speaks for itself; otherwise the status does.
 */
export function answerOf(heard: Heard | null): Answer {
  if (!heard) return { ok: false, fault: SILENCE };
  const { status, body } = heard;
  if (isAnswer(body)) return body;
  if (status < 300) return { ok: true, seq: 0, at: '' };
  const said = sentenceOf(body);
  if (status === 401) return { ok: false, fault: { ...(said ?? SILENCE), code: 'signed-out' } };
  if (status === 423) return { ok: false, fault: { ...(said ?? SILENCE), code: 'locked' } };
  if (status >= 500 || AGAIN.has(status))
    return { ok: false, fault: { ...(said ?? SILENCE), code: 'unavailable' } };
  return { ok: false, refusal: said ?? { ...NO, code: `http.${status}` } };
}

/** The sentence of a body `{code, zh, en}`; null when it has none. */
export function sentenceOf(body: unknown): Refusal | null {
  if (typeof body !== 'object' || body === null) return null;
  const { code, zh, en } = body as Partial<Refusal>;
  return typeof code === 'string' && typeof zh === 'string' && typeof en === 'string'
    ? (body as Refusal)
    : null;
}

/** Nobody answered: what the screen says until somebody does. */
export const SILENCE: Fault = {
  code: 'unavailable',
  zh: '没有应答，会自动再发',
  en: 'No answer yet: it is sent again by itself',
};

const NO = { zh: '服务器没有接受', en: 'The server did not accept it' };

/** Too slow, too early, too many: not a no. */
const AGAIN: ReadonlySet<number> = new Set([408, 425, 429]);

function isAnswer(body: unknown): body is Answer {
  if (typeof body !== 'object' || body === null || !('ok' in body)) return false;
  if (body.ok === true) return 'seq' in body;
  return 'refusal' in body || 'fault' in body;
}
