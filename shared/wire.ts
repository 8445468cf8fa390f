import * as z from 'zod/mini';
import { BOOK } from './book/contract.ts';
import { instant, rowId, uuid, whole } from './primitives.ts';
import type { Refusal } from './refusal.ts';
import type { Audience } from './roles.ts';
import type { Carried } from './sheet.ts';

/**
 * What travels, and nothing else ever will: `hello`, `command` and `presence` up, `changes`, `presence` and
 * `farewell` down. A feature adds rows and commands, never messages.
 */
export const PROTOCOL = 2;

const book = z.string().check(z.maxLength(40), z.regex(BOOK));

/** A command on its way. `madeAt` is the sender's clock: a claim, kept apart from the time of recording. */
export const envelope = z.strictObject({
  id: uuid,
  book,
  type: z.string().check(z.maxLength(60)),
  body: z.custom<Record<string, unknown>>(isBody),
  ifSeq: z.optional(whole(0, Number.MAX_SAFE_INTEGER)),
  madeAt: z.optional(instant),
});
export type Envelope = z.infer<typeof envelope>;

/** How deep a body may nest: no contract needs half of it, and what walks it afterwards may recurse. */
const DEPTH = 16;

/** An object, not too deep, without a key that would pass for a prototype. The rest is the contract's matter. */
function isBody(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isTame(value, DEPTH);
}

function isTame(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0 || Object.prototype.hasOwnProperty.call(value, '__proto__')) return false;
  return Object.values(value).every((field) => isTame(field, depth - 1));
}

export const hello = z.strictObject({
  protocol: whole(0, 1000),
  book,
  epoch: z.nullable(rowId),
  since: whole(0, Number.MAX_SAFE_INTEGER),
});
export type Hello = z.infer<typeof hello>;

/** What a screen says of itself: is a person at it, and does it sound? */
export const presenceUp = z.strictObject({ attended: z.boolean(), sound: z.nullable(z.boolean()) });
export type PresenceUp = z.infer<typeof presenceUp>;

/** Accepted with its place in the journal; refused, which is final; or a fault, which is to be tried again. */
export type Answer =
  | { readonly ok: true; readonly seq: number; readonly at: string }
  | { readonly ok: false; readonly refusal: Refusal }
  | { readonly ok: false; readonly fault: Fault };

/** Nothing is known to have happened, or nothing could: keep the command and repeat it under the same id. */
export interface Fault {
  readonly code: 'unavailable' | 'unknown' | 'busy' | 'full' | 'locked' | 'signed-out' | 'internal';
  readonly zh: string;
  readonly en: string;
  /** The id under which the server logged it. */
  readonly id?: string;
}

/** What a row's audience has missed or is told now: all of it after `from`, up to and with `to`. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  /** The book's clock when it was sent, with offset. */
  readonly at: string;
  readonly rows: readonly Carried[];
}

/**
 * The answer to `hello`. `stale` says: what you have is of another epoch, of a reader of other rights, or too long
 * ago; fetch the snapshot and say hello again. `reload` says: page and server speak different protocols.
 */
export type Welcome =
  | {
      readonly ok: true;
      readonly epoch: string;
      readonly audience: Audience;
      readonly frame: Frame;
      readonly clock: BookClock;
    }
  | {
      readonly ok: false;
      readonly why: 'stale' | 'reload' | 'no-book' | 'signed-out' | 'malformed';
      readonly epoch?: string;
    };

/** The book's clock against the real one: `at` when `real`, running `speed` times as fast. */
export interface BookClock {
  readonly at: string;
  readonly real: string;
  readonly speed: number;
}

/** All that an audience may see of a book, as fetched over HTTP. */
export interface Snapshot {
  readonly book: string;
  readonly epoch: string;
  readonly audience: Audience;
  readonly seq: number;
  readonly at: string;
  readonly clock: BookClock;
  readonly rows: readonly (readonly [table: string, row: object])[];
}

/** Who is there: villages whose liaison's phone is connected, attended desks, walls. */
export interface Presence {
  readonly villages: readonly string[];
  readonly desks: number;
  readonly attendedDesks: number;
  readonly soundingDesks: number;
  readonly walls: number;
  /** What is wrong with the system itself just now, the worst first; left out while nothing is. */
  readonly troubles?: readonly Trouble[];
}

/** Something that is wrong with the system: since when, what it is, and what people are to do meanwhile. */
export interface Trouble {
  /** E.g. `clock.stopped`; server/watch/troubles.ts lists them. */
  readonly code: string;
  /** An instant with offset, by the server's own clock. */
  readonly since: string;
  readonly what: Sentence;
  readonly todo: Sentence;
}

export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

export type Farewell =
  | { readonly why: 'revoked' | 'rights' | 'too-slow' | 'reload' }
  | { readonly why: 'restart'; readonly retryAfterMs: number };

/** The socket's messages, as both ends import them. */
export interface Up {
  hello(message: Hello, answer: (welcome: Welcome) => void): void;
  command(message: Envelope, answer: (answer: Answer) => void): void;
  presence(message: PresenceUp): void;
}
export interface Down {
  changes(frame: Frame): void;
  presence(presence: Presence): void;
  farewell(farewell: Farewell): void;
}
