/**
 * What this browser remembers between visits: small choices such as language and theme. Storage may be forbidden
 * (private windows, policies) or full; a choice then lasts as long as the page, and nobody is told.
 */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps `value` under `key`, or forgets it when `value` is null. Says whether the browser took it. */
export function remember(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}
