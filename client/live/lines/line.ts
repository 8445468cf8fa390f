import type { Audience } from '../../../shared/roles.ts';
import type {
  Answer,
  BookClock,
  Envelope,
  Farewell,
  Frame,
  Hello,
  Presence,
  PresenceUp,
  Welcome,
} from '../../../shared/wire.ts';

/** One attempt to reach the server, and what becomes of it: a socket, or the way round over HTTP. */
export interface Line {
  /** Rejects when nobody answers in time. */
  hello(message: Hello): Promise<Greeting>;
  /** Rejects when nobody answers in time; the command may have happened all the same. */
  command(message: Envelope): Promise<Answer>;
  presence(message: PresenceUp): void;
  close(): void;
}

/** A welcome; the way round over HTTP says nothing of the clock and of whose eyes see, which are null. */
export type Greeting =
  | Exclude<Welcome, { ok: true }>
  | {
      readonly ok: true;
      readonly epoch: string;
      readonly audience: Audience | null;
      readonly frame: Frame;
      readonly clock: BookClock | null;
    };

/** What a line tells, never before `Dial` has returned. After `down` it tells nothing more. */
export interface Ears {
  open(): void;
  down(): void;
  /** Anything at all came from the server, also an empty heartbeat. */
  heard(): void;
  changes(frame: Frame): void;
  /** What this screen has can no longer be continued: the snapshot must be fetched. */
  stale(): void;
  presence(presence: Presence): void;
  farewell(farewell: Farewell): void;
}

export type Dial = (ears: Ears) => Line;
