import { ref, shallowRef } from 'vue';
import {
  PROTOCOL,
  type Answer,
  type Envelope,
  type Farewell,
  type Frame,
  type Presence,
  type PresenceUp,
  type Snapshot,
} from '../../shared/wire.ts';
import type { LiveClock } from './clock.ts';
import type { Dial, Greeting, Line } from './lines/line.ts';
import type { LiveWorld } from './world.ts';

/**
 * connecting → connected ⇄ lost (until `retryAt`). The other three are ends: nobody is signed in, this page is older
 * than the server, the book is not open.
 */
export type LinkState = 'connecting' | 'connected' | 'lost' | 'signed-out' | 'too-old' | 'no-book';
export type Way = 'socket' | 'http';

export interface LinkParts {
  readonly world: LiveWorld;
  readonly clock: LiveClock;
  readonly dial: Readonly<Record<Way, Dial>>;
  /** The rows of the book as they are now; null is silence. */
  readonly snapshot: (book: string) => Promise<Snapshot | 'signed-out' | null>;
  readonly random?: () => number;
  /** The rows are complete and commands can go. */
  readonly onReady?: () => void;
  readonly onSignedOut?: () => void;
  readonly onRightsChanged?: () => void;
  readonly onTooOld?: () => void;
}

interface Attempt {
  readonly way: Way;
  line: Line;
  opened: boolean;
}

/** So often may a socket fail to open before the way round over HTTP is tried. */
const SOCKET_TRIES = 3;
/** On the way round a socket is tried again after so long, at random up to twice that. */
const PROBE_MS = 45_000;
/** Something is heard every 25 seconds; after a longer silence a page that wakes up does not believe its line. */
const SILENT_MS = 35_000;

/**
 * Keeps one book's rows as the server has them: says hello, follows the frames, notices what is missing, and comes
 * back by itself, at random between one and ten seconds after each loss.
 */
export class Link {
  readonly state = ref<LinkState>('connecting');
  readonly way = ref<Way>('socket');
  /** When it tries again, in milliseconds of this device's clock; null while it is not waiting. */
  readonly retryAt = ref<number | null>(null);
  /** When anything was heard last, in milliseconds of this device's clock. */
  readonly heardAt = ref<number | null>(null);
  readonly presence = shallowRef<Presence | null>(null);
  private readonly parts: LinkParts;
  private current: Attempt | null = null;
  private probing: Attempt | null = null;
  private greeted = false;
  private running = false;
  private losses = 0;
  private missed = 0;
  private delay: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private fetching: Promise<boolean> | null = null;
  private attendance: PresenceUp | null = null;

  constructor(parts: LinkParts) {
    this.parts = parts;
  }

  /** Begins, and asks for the rows at once, without waiting for a line. */
  start(): void {
    if (this.running) return;
    this.running = true;
    if (this.parts.world.epoch === null) void this.refetch();
    this.connect();
  }

  /** After an end that was none: begins again, unless it was stopped for good. */
  resume(): void {
    if (this.state.value === 'signed-out') this.start();
  }

  stop(state: LinkState = 'lost'): void {
    this.running = false;
    this.greeted = false;
    clearTimeout(this.timer);
    this.retryAt.value = null;
    this.state.value = state;
    const ended = [this.current, this.probing];
    this.current = this.probing = null;
    for (const attempt of ended) attempt?.line.close();
  }

  /** The person, or the browser, says that it might work now. */
  retryNow(): void {
    if (this.running && this.current === null) this.connect();
  }

  /** The page is seen again, or the network is back: do not wait, and do not trust a line that was long silent. */
  wake(): void {
    const silent = Date.now() - (this.heardAt.value ?? 0) > SILENT_MS;
    if (this.current && this.greeted && silent) {
      this.delay = 0;
      this.current.line.close();
    }
    this.retryNow();
  }

  /** Rejects when there is no line or no answer; the command may have happened all the same. */
  async command(envelope: Envelope): Promise<Answer> {
    if (!this.current || !this.greeted) throw new Error('not connected');
    return this.current.line.command(envelope);
  }

  /** Tells the server whether a person is at this screen and whether it sounds, now and after each new hello. */
  attend(message: PresenceUp): void {
    this.attendance = message;
    if (this.greeted) this.current?.line.presence(message);
  }

  private connect(): void {
    clearTimeout(this.timer);
    this.retryAt.value = null;
    this.state.value = 'connecting';
    this.current = this.attempt(this.missed < SOCKET_TRIES ? 'socket' : 'http');
    this.way.value = this.current.way;
  }

  private attempt(way: Way): Attempt {
    const mine = () => this.current === attempt;
    const attempt = { way, opened: false } as Attempt;
    attempt.line = this.parts.dial[way]({
      open: () => this.opened(attempt),
      down: () => (mine() ? this.lost(attempt) : this.probed(attempt)),
      heard: () => mine() && this.hear(),
      changes: (frame) => mine() && this.changes(attempt, frame),
      stale: () => mine() && this.begin(attempt),
      presence: (presence) => {
        if (mine()) this.presence.value = presence;
      },
      farewell: (farewell) => mine() && this.part(attempt, farewell),
    });
    return attempt;
  }

  private opened(attempt: Attempt): void {
    attempt.opened = true;
    if (attempt.way === 'socket') this.missed = 0;
    if (attempt === this.probing) {
      const round = this.current;
      this.current = attempt;
      this.probing = null;
      this.way.value = attempt.way;
      round?.line.close();
    }
    if (attempt === this.current) void this.greet(attempt);
  }

  /** Says hello; what is stale is fetched and hello said again, three times at most on one line. */
  private async greet(attempt: Attempt, again = 0): Promise<void> {
    const { world, clock } = this.parts;
    this.greeted = false;
    try {
      if ((again > 0 || world.epoch === null) && !(await this.refetch())) throw new Error('no rows');
      if (this.current !== attempt) return;
      const since = { epoch: world.epoch, since: world.seq };
      const welcome = await attempt.line.hello({ protocol: PROTOCOL, book: world.book, ...since });
      if (this.current !== attempt) return;
      this.hear();
      if (!welcome.ok && welcome.why !== 'stale') return this.turnedAway(attempt, welcome.why);
      if (welcome.ok && welcome.clock) clock.set(welcome.clock);
      if (welcome.ok && this.follows(welcome)) return this.ready(attempt);
      if (again < 3) return await this.greet(attempt, again + 1);
      throw new Error('always stale');
    } catch {
      if (this.current === attempt) attempt.line.close();
    }
  }

  /** Whether what a welcome holds continues the rows that are here; then they are complete. */
  private follows({ epoch, audience, frame }: Greeting & { ok: true }): boolean {
    const { world } = this.parts;
    const sameEyes = audience === null || audience === world.audience;
    return epoch === world.epoch && sameEyes && world.apply(frame) !== 'gap';
  }

  /** From the beginning on a line that is open: the rows are fetched, hello is said. */
  private begin(attempt: Attempt): void {
    if (this.greeted) void this.greet(attempt, 1);
  }

  private ready(attempt: Attempt): void {
    this.greeted = true;
    this.losses = 0;
    this.state.value = 'connected';
    if (this.attendance) attempt.line.presence(this.attendance);
    if (attempt.way === 'http') this.probeLater();
    this.parts.onReady?.();
  }

  private turnedAway(attempt: Attempt, why: (Greeting & { ok: false })['why']): void {
    if (why === 'signed-out') return this.end('signed-out');
    if (why === 'reload') return this.end('too-old');
    if (why === 'no-book') return this.end('no-book');
    attempt.line.close();
  }

  private end(state: 'signed-out' | 'too-old' | 'no-book'): void {
    this.stop(state);
    if (state === 'signed-out') this.parts.onSignedOut?.();
    if (state === 'too-old') this.parts.onTooOld?.();
  }

  private part(attempt: Attempt, farewell: Farewell): void {
    const random = this.parts.random ?? Math.random;
    if (farewell.why === 'revoked') return this.end('signed-out');
    if (farewell.why === 'reload') return this.end('too-old');
    if (farewell.why === 'rights') this.parts.onRightsChanged?.();
    if (farewell.why === 'rights') this.delay = random() * 500;
    if (farewell.why === 'restart') this.delay = farewell.retryAfterMs + random() * 1000;
    attempt.line.close();
  }

  private changes(attempt: Attempt, frame: Frame): void {
    this.hear();
    // While rows are being fetched frames are of no use: the next hello brings what they held.
    if (this.greeted && this.parts.world.apply(frame) === 'gap') this.begin(attempt);
  }

  private lost(attempt: Attempt): void {
    this.current = null;
    this.greeted = false;
    this.presence.value = null;
    if (!this.running) return;
    if (attempt.way === 'socket' && !attempt.opened) this.missed += 1;
    if (attempt.way === 'http') this.missed = SOCKET_TRIES - 1;
    this.losses += 1;
    const wait = this.delay ?? this.jitter();
    this.delay = null;
    this.state.value = 'lost';
    this.retryAt.value = Date.now() + wait;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), wait);
  }

  /** Between one second and at most ten, the wider apart the oftener it failed. */
  private jitter(): number {
    return 1000 + (this.parts.random ?? Math.random)() * Math.min(9000, 500 * 2 ** this.losses);
  }

  private probeLater(): void {
    clearTimeout(this.timer);
    const wait = PROBE_MS * (1 + (this.parts.random ?? Math.random)());
    this.timer = setTimeout(() => {
      if (this.current?.way === 'http' && this.greeted) this.probing = this.attempt('socket');
    }, wait);
  }

  private probed(attempt: Attempt): void {
    if (this.probing !== attempt) return;
    this.probing = null;
    if (this.greeted) this.probeLater();
  }

  private hear(): void {
    this.heardAt.value = Date.now();
  }

  /** The rows as they are now, fetched once for whoever waits; false on silence or when nobody is signed in. */
  private refetch(): Promise<boolean> {
    this.fetching ??= this.fetchRows().finally(() => {
      this.fetching = null;
    });
    return this.fetching;
  }

  private async fetchRows(): Promise<boolean> {
    const { world, clock, snapshot } = this.parts;
    const rows = await snapshot(world.book);
    if (!this.running || rows === null) return false;
    if (rows === 'signed-out') {
      this.end('signed-out');
      return false;
    }
    world.load(rows);
    if (clock.ahead.value === null) clock.set(rows.clock);
    return true;
  }
}
