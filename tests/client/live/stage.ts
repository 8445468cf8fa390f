import { createPinia, setActivePinia } from 'pinia';
import { markRaw } from 'vue';
import { LiveClock } from '../../../client/live/clock.ts';
import { Link } from '../../../client/live/link.ts';
import { useLive } from '../../../client/live/live.ts';
import { Shelf } from '../../../client/live/keep/shelf.ts';
import { LiveWorld } from '../../../client/live/world.ts';
import type { Audience } from '../../../shared/roles.ts';
import { chance } from './chance.ts';
import { Net } from './net.ts';
import { fresh, open, server } from './outboxKit.ts';
import { Peer } from './peer.ts';

/**
 * A screen's surroundings in memory: rows of the peer as the audience sees them, an outbox on a shelf of its own, and
 * a server that answers it. `sync` brings the rows up to date.
 */
export function stage(audience: Audience, account = 'A') {
  const pinia = createPinia();
  setActivePinia(pinia);
  const live = useLive();
  const peer = new Peer();
  const at = server();
  const net = new Net(peer, chance(1), audience);
  const world = new LiveWorld('real', (flush) => flush());
  world.load(peer.snapshot(audience));
  const clock = new LiveClock();
  const link = new Link({ world, clock, dial: { socket: net.dial, http: net.dial }, snapshot: net.snapshot });
  const { outbox } = open(at, fresh(), account);
  live.books = new Map([['real', markRaw({ world, clock, link, stop: () => link.stop() })]]);
  live.book = 'real';
  live.account = account;
  live.outbox = markRaw(outbox);
  const sync = () => world.apply(peer.frame(audience, world.seq));
  return { pinia, peer, at, world, clock, outbox, sync };
}

/** Forgets the drafts of earlier tests. */
export async function clearDrafts(...keys: string[]): Promise<void> {
  const shelf = new Shelf();
  for (const key of keys) await shelf.keepDraft(key, null);
  await shelf.close();
}
