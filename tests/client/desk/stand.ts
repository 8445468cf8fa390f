import 'fake-indexeddb/auto';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach } from 'vitest';
import { createApp, effectScope, ref, shallowRef, type App, type EffectScope, type Plugin } from 'vue';
import { session, type Session } from '../../../client/account/session.ts';
import { LiveClock } from '../../../client/live/clock.ts';
import { Shelf } from '../../../client/live/keep/shelf.ts';
import type { Link } from '../../../client/live/link.ts';
import { useLive } from '../../../client/live/live.ts';
import { Outbox } from '../../../client/live/outbox.ts';
import { LiveWorld } from '../../../client/live/world.ts';
import { SILENCE } from '../../../client/live/http.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Answer, Envelope, PresenceUp } from '../../../shared/wire.ts';
import { OFFICER, Peer } from '../live/peer.ts';

let stands = 0;
const open: (() => void)[] = [];
afterEach(() => open.splice(0).forEach((close) => close()));

/** A desk in memory, standing on the real rules: commands are decided, folded, seen and come back as rows. */
export interface Stand {
  readonly peer: Peer;
  readonly outbox: Outbox;
  /** Every command that reached the server, in order. */
  readonly sent: Envelope[];
  /** Contacts that reached the server. */
  readonly contacts: { id: string; name: string | null; phone: string | null }[];
  readonly attendance: PresenceUp[];
  /** Without a line nothing is answered. */
  cut(down: boolean): void;
  /** Brings the screen's rows up to the server's. */
  sync(): void;
  /** Runs a composable as a component's setup would. */
  run<T>(setup: () => T): T;
  readonly app: App;
  /** For mounting a component on this desk. */
  readonly plugins: Plugin[];
}

export function standUp(role: Role = 'dutyOfficer'): Stand {
  const app = createApp({ render: () => null });
  const pinia = createPinia();
  app.use(pinia);
  setActivePinia(pinia);
  const peer = new Peer();
  const world = new LiveWorld('real', (flush) => flush());
  world.load(peer.snapshot('desk'));
  const state = ref<'connected' | 'lost'>('connected');
  const sent: Envelope[] = [];
  const contacts: Stand['contacts'] = [];
  const attendance: PresenceUp[] = [];
  const principal = { ...OFFICER, role } as typeof OFFICER;
  const sync = () => void world.apply(peer.frame('desk', world.seq));
  const send = async (envelope: Envelope): Promise<Answer> => {
    await Promise.resolve();
    if (state.value === 'lost') return { ok: false, fault: SILENCE };
    sent.push(envelope);
    const answer = peer.submit(principal, envelope);
    sync();
    return answer;
  };
  const outbox = new Outbox({
    ...{ account: OFFICER.id, shelf: new Shelf(`desk-${(stands += 1)}`), random: () => 0, send },
    sendContact: async ({ id, name, phone }) => (contacts.push({ id, name, phone }), YES),
    sendFile: async () => YES,
  });
  const link = {
    ...{ state, way: ref('socket'), retryAt: ref(null), heardAt: ref(null), presence: shallowRef(null) },
    attend: (message: PresenceUp) => void attendance.push(message),
    retryNow: () => undefined,
  } as unknown as Link;
  const clock = new LiveClock(() => Date.UTC(2026, 3, 5, 5, 28, 30));
  const live = useLive();
  live.books = new Map([['real', { world, clock, link, stop: () => undefined }]]);
  Object.assign(live, { book: 'real', account: OFFICER.id, outbox });
  session.value = { ...SESSION, principal };
  const scope: EffectScope = effectScope();
  open.push(() => {
    scope.stop();
    outbox.close();
    session.value = null;
  });
  return {
    ...{ peer, outbox, sent, contacts, attendance, sync, app, plugins: [pinia] },
    cut(down) {
      state.value = down ? 'lost' : 'connected';
      if (!down) outbox.kick();
    },
    run: (setup) => app.runWithContext(() => scope.run(setup)!),
  };
}

const YES: Answer = { ok: true, seq: 0, at: '' };
const SESSION: Omit<Session, 'principal'> = {
  ...{ id: 's1', device: 'desk', locked: false },
  ...{ createdAt: '2026-04-05T08:30:00+08:00', expiresAt: '2026-04-06T10:30:00+08:00' },
};
