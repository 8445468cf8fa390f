/** What a test may do to a running server. */
export interface Hooks {
  /** Whether the clocks of all books stand. */
  readonly isHeld: () => boolean;
  close(): void;
}

/** A secret shorter than this is none. */
const SECRET_LENGTH = 32;
const NONE: Hooks = { isHeld: () => false, close: () => undefined };

interface Wish {
  readonly secret?: unknown;
  readonly clock?: unknown;
  readonly standMs?: unknown;
}

/**
 * Takes wishes from the process that started this one, by its channel and nothing else: to let the clocks stand
 * (`clock: 'stop' | 'go'`), or the event loop (`standMs`). Only with NODE_ENV=test and a TEST_HOOK_SECRET at the start,
 * and only in messages that bring the secret; otherwise there is no listener at all.
 */
export function openHooks(environment: NodeJS.ProcessEnv, channel: NodeJS.EventEmitter = process): Hooks {
  const { NODE_ENV, TEST_HOOK_SECRET: secret = '' } = environment;
  if (NODE_ENV !== 'test' || secret.length < SECRET_LENGTH) return NONE;
  let held = false;
  const listen = (message: unknown) => {
    const wish = (typeof message === 'object' && message !== null ? message : {}) as Wish;
    if (wish.secret !== secret) return;
    if (wish.clock === 'stop' || wish.clock === 'go') held = wish.clock === 'stop';
    if (typeof wish.standMs === 'number') stand(wish.standMs);
  };
  channel.on('message', listen);
  return { isHeld: () => held, close: () => channel.off('message', listen) };
}

/** Lets the event loop stand, in a function whose name a stack shows. */
function stand(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
