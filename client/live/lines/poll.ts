import type { Frame } from '../../../shared/wire.ts';
import { answerOf, ask, type Heard } from '../http.ts';
import type { Dial } from './line.ts';

/** The server answers after 25 seconds at the latest; a slow network gets some more. */
const PATIENCE = 40_000;

/**
 * The way round where something between here and the server lets no WebSocket through: changes by long poll,
 * commands by POST. It knows no presence.
 */
export const dialPoll: Dial = (ears) => {
  const closed = new AbortController();
  const done = () => closed.signal.aborted;
  const close = () => {
    if (done()) return;
    closed.abort();
    ears.down();
  };

  async function listen(book: string, epoch: string, since: number): Promise<void> {
    for (let seq = since; !done();) {
      const news = await poll(book, epoch, seq, closed.signal);
      if (done()) return;
      if (news === 'nothing') return close();
      ears.heard();
      if (news === 'signed-out') return ears.farewell({ why: 'revoked' });
      if (news === 'stale') return ears.stale();
      ears.changes(news);
      seq = news.to;
    }
  }

  setTimeout(() => done() || ears.open());
  return {
    async hello({ book, epoch, since }) {
      if (epoch === null) return { ok: false, why: 'stale' };
      const alive = await ask('GET', '/api/session', { signal: closed.signal });
      if (!isSignedIn(alive)) return { ok: false, why: 'signed-out' };
      void listen(book, epoch, since);
      const frame = { from: since, to: since, at: '', rows: [] };
      return { ok: true, epoch, audience: null, frame, clock: null };
    },
    async command(envelope) {
      const heard = await ask('POST', '/api/commands', { json: envelope });
      if (!heard) throw new Error('no answer');
      return answerOf(heard);
    },
    presence: () => undefined,
    close,
  };
};

/** Throws on silence: that is no answer to the question. */
function isSignedIn(heard: Heard | null): boolean {
  if (heard?.status !== 200) throw new Error('no answer');
  return Boolean((heard.body as { session?: unknown } | null)?.session);
}

async function poll(
  book: string,
  epoch: string,
  since: number,
  signal: AbortSignal,
): Promise<Frame | 'signed-out' | 'stale' | 'nothing'> {
  const query = { book, epoch, since: String(since) };
  const heard = await ask('GET', '/api/changes', { query, signal, patience: PATIENCE });
  if (heard?.status === 401) return 'signed-out';
  if (heard?.status === 409) return 'stale';
  return heard?.status === 200 ? (heard.body as Frame) : 'nothing';
}
