import type { Presence, Trouble } from '../../shared/wire.ts';
import { sumOf } from './presence.ts';
import type { Live } from './sockets.ts';

const BEAT_MS = 1_000;

/**
 * Tells the screens who is there, and what is wrong with the system, once a second and only when it changed.
 *
 * @param exchange tells the other servers what this one sees and returns what they see
 * @returns how to stop
 */
export function keepPresence(
  live: Live,
  exchange: (mine: Presence) => Promise<Presence[]>,
  troubles: () => readonly Trouble[] = () => [],
): () => void {
  let told = '';
  const beat = async () => {
    const wrong = troubles();
    const mine = { ...live.presence(), ...(wrong.length > 0 ? { troubles: wrong } : {}) };
    const others = await exchange(mine).catch(() => []);
    const total = others.reduce(sumOf, mine);
    const text = JSON.stringify([total, live.count]);
    if (text === told) return;
    told = text;
    live.tellPresence(total);
  };
  const timer = setInterval(() => void beat(), BEAT_MS);
  return () => clearInterval(timer);
}
