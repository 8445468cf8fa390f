import type { Audience } from '../../../shared/roles.ts';
import type { Farewell, Frame, PresenceUp } from '../../../shared/wire.ts';
import type { Dial, Ears } from '../../../client/live/lines/line.ts';
import type { Chance } from './chance.ts';
import { OFFICER, type Peer } from './peer.ts';

/** How bad the network is: each a part from 0 to 1. */
export interface Weather {
  readonly lose: number;
  readonly repeat: number;
  readonly cut: number;
  readonly refuse: number;
}
export const FAIR: Weather = { lose: 0, repeat: 0, cut: 0, refuse: 0 };

interface Session {
  readonly ears: Ears;
  readonly close: () => void;
  room: Audience | null;
  sent: number;
}

/** A network in memory, in order on each connection, with delays, cuts, lost and repeated frames. */
export class Net {
  weather = FAIR;
  audience: Audience;
  signedIn = true;
  readonly heard: PresenceUp[] = [];
  hellos = 0;
  dialled = 0;
  private readonly sessions = new Set<Session>();
  private readonly peer: Peer;
  private readonly chance: Chance;

  constructor(peer: Peer, chance: Chance, audience: Audience) {
    this.peer = peer;
    this.chance = chance;
    this.audience = audience;
    peer.listen(() => this.publish());
  }

  readonly dial: Dial = (ears) => {
    const session = this.begin(ears);
    const answer = <T>(make: () => T) =>
      new Promise<T>((resolve, reject) => {
        this.later(() => {
          if (!this.sessions.has(session) || this.chance.happens(this.weather.cut)) {
            session.close();
            return reject(new Error('cut'));
          }
          resolve(make());
        });
      });
    return {
      hello: (message) => {
        this.hellos += 1;
        return answer(() => {
          const welcome = this.peer.greet(message, this.audience);
          session.room = welcome.ok ? this.audience : null;
          session.sent = this.peer.world.seq;
          return this.signedIn ? welcome : { ok: false, why: 'signed-out' as const };
        });
      },
      command: (envelope) => answer(() => this.peer.submit(OFFICER, envelope)),
      presence: (message) => this.heard.push(message),
      close: session.close,
    };
  };

  /** A socket that never opens. */
  readonly wall: Dial = (ears) => {
    this.dialled += 1;
    const timer = setTimeout(() => ears.down(), 50);
    const unused = () => Promise.reject(new Error('not connected'));
    return { hello: unused, command: unused, presence: () => undefined, close: () => clearTimeout(timer) };
  };

  readonly snapshot = () =>
    new Promise<ReturnType<Peer['snapshot']> | 'signed-out' | null>((resolve) => {
      this.later(() => {
        if (!this.signedIn) return resolve('signed-out');
        resolve(this.chance.happens(this.weather.cut) ? null : this.peer.snapshot(this.audience));
      });
    });

  cutAll(): void {
    for (const session of [...this.sessions]) session.close();
  }

  part(farewell: Farewell): void {
    for (const { ears } of [...this.sessions]) ears.farewell(farewell);
  }

  /** An empty frame to everybody: a heartbeat moves their seq and shows what was lost. */
  beat(): void {
    for (const session of this.sessions) this.send(session, true);
  }

  get connections(): number {
    return this.sessions.size;
  }

  private begin(ears: Ears): Session {
    this.dialled += 1;
    const session: Session = {
      ...{ ears, room: null, sent: 0 },
      close: () => {
        if (this.sessions.delete(session)) ears.down();
      },
    };
    this.sessions.add(session);
    this.later(() => {
      if (!this.sessions.has(session)) return;
      if (this.chance.happens(this.weather.refuse)) session.close();
      else ears.open();
    });
    return session;
  }

  private publish(): void {
    for (const session of this.sessions) this.send(session, false);
  }

  private send(session: Session, evenEmpty: boolean): void {
    if (!session.room) return;
    const frame = this.peer.frame(session.room, session.sent);
    session.sent = frame.to;
    if (frame.rows.length === 0 && !evenEmpty) return;
    if (this.chance.happens(this.weather.lose)) return;
    this.deliver(session, frame);
    if (this.chance.happens(this.weather.repeat)) this.deliver(session, frame);
  }

  private deliver(session: Session, frame: Frame): void {
    this.later(() => this.sessions.has(session) && session.ears.changes(frame));
  }

  /** Equal delays keep the order, as one connection does. */
  private later(act: () => void): void {
    setTimeout(act, 20);
  }
}
