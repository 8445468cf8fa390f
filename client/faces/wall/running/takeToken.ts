/**
 * The device token that an address such as `/wall#token=…` brings, taken out of the address at once: it must not stand
 * on the screen, in the history or in a bookmark. Null when there is none.
 */
export function takeToken(): string | null {
  const { hash, pathname, search } = location;
  if (hash !== '') history.replaceState(history.state, '', pathname + search);
  return /^#token=([\w-]{20,100})$/.exec(hash)?.[1] ?? null;
}
