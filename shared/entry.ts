/** Who did it, in office: what the journal may keep for ever. Phones and the like are contact data. */
export interface By {
  readonly id: string;
  readonly name: string;
  readonly post: string;
}

/** Something that happened, in the past tense. `id` is the row it is about; the type's prefix is its noun. */
export interface Event {
  readonly type: string;
  readonly id: string;
}

/**
 * One accepted command: one document of the journal, holding all its events. `seq` has no gap within a book.
 *
 * The chain: `hash = H(prev, meta, digests)`, where each event has a digest of its own under its own salt. The events
 * of archived rows may be erased by a recorded decision: event and salt become null, digest and chain remain.
 */
export interface Entry {
  readonly book: string;
  readonly seq: number;
  readonly commandId: string;
  /** The type of the command; its body is not kept, what came of it is in the events. */
  readonly command: string;
  /** A salted digest of type, body and `ifSeq`: the same id with another body is another command. */
  readonly fingerprint: string;
  /** When it was recorded, by the book's clock, with offset. Never earlier than the entry before. */
  readonly at: string;
  readonly by: By;
  /** `<noun>/<id>` of each event, in order; remains when the event is erased. */
  readonly about: readonly string[];
  readonly events: readonly (Event | null)[];
  readonly salts: readonly (string | null)[];
  readonly digests: readonly string[];
  readonly prev: string;
  readonly hash: string;
}

/** What `prev` is in the first entry of a book. */
export const GENESIS = '0'.repeat(64);

/** The row an event is about, as `<noun>/<id>`. */
export function aboutOf(event: Event): string {
  return `${event.type.slice(0, event.type.indexOf('.'))}/${event.id}`;
}
