import type { Heard } from '../../live/http.ts';

/** Reading a table takes a process of its own, and others may be before it. */
const PATIENCE_MS = 90_000;

/** A file's bytes as they are, to be read by the server; null is silence. */
export async function sendTable(address: string, bytes: File): Promise<Heard | null> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
      signal: giveUp.signal,
    });
    return { status: response.status, body: await response.json() };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
