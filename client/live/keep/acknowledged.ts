import type { KeptCommand, KeptFile, Shelf } from './shelf.ts';

/** A command that a server accepted, kept for a while in case that server comes back from a backup without it. */
export interface Acknowledged {
  /** As it was delivered: its id, body and place in the journal. */
  readonly command: KeptCommand;
  /** Its files that were stored; their bytes lie where they lay. */
  readonly files: readonly KeptFile[];
  /** The life of the store that accepted it; null when this page did not know it yet. */
  readonly epoch: string | null;
  /** Milliseconds of this device's clock. */
  readonly at: number;
}

/** The life of the store that this screen meets now, and what is known of how it began. */
export interface Meeting {
  readonly book: string;
  readonly epoch: string;
  /** The book's last restore, as its row says; null where there was none. */
  readonly restored: { readonly upTo: number; readonly epoch: string } | null;
}

const DAY_MS = 24 * 3_600_000;
/** So long is kept what was acknowledged: an office notices within a week that it runs on an old backup. */
export const KEEP_MS = 7 * DAY_MS;
/** An order or a release that waited longer asks again before it goes. */
const FRESH_MS = 10 * 60_000;
/** Photos that were stored are kept as far as they fit in here, the younger ones before the older. */
const BYTES = 64 * 1024 * 1024;

/**
 * What adds to the record what somebody saw or said. It may come late and in another order without misleading
 * anybody, so it is offered again by itself. All else changes what others act on: that asks again once it is old.
 */
const ADDS: ReadonlySet<string> = new Set([
  ...['report.submit', 'report.answer', 'report.acceptAsIncident'],
  ...['incident.open', 'incident.addLine', 'incident.recordFigure'],
]);

/**
 * What becomes of one command when another life of the store is met: `known` there, offered `again`, to `ask` the
 * person first, or to `leave`: it changed something, and it is not certain that it was lost.
 */
export function fateOf(kept: Acknowledged, { restored }: Meeting, now: number): Fate {
  const isTold = restored !== null && restored.epoch === kept.epoch;
  if (isTold && (kept.command.seq ?? Infinity) <= restored.upTo) return 'known';
  if (ADDS.has(kept.command.type) || now - kept.at <= FRESH_MS) return 'again';
  return isTold ? 'ask' : 'leave';
}
export type Fate = 'known' | 'again' | 'ask' | 'leave';

/** What an account's acknowledged commands are on this device's shelf. */
export class Acknowledgements {
  private readonly account: string;
  private readonly shelf: Shelf;
  private readonly met = new Map<string, string>();

  constructor(account: string, shelf: Shelf) {
    this.account = account;
    this.shelf = shelf;
  }

  /**
   * Puts back into the queue what another life of the store has lost, in the order of this device, under the same
   * ids: the server answers a repeat with its first answer. Returns how many.
   */
  async offerAgain(meeting: Meeting, now: number): Promise<number> {
    const { book, epoch } = meeting;
    if (this.met.get(book) === epoch) return 0;
    const all = await this.kept(now);
    const others = all.filter(({ command, epoch: its }) => command.book === book && its !== epoch);
    others.sort((a, b) => (a.command.n ?? 0) - (b.command.n ?? 0));
    let offered = 0;
    for (const kept of others) {
      const fate = fateOf(kept, meeting, now);
      if (fate !== 'again' && fate !== 'ask') await this.shelf.noteAcknowledged({ ...kept, epoch });
      else if (await this.shelf.offerAgain(kept, fate === 'ask' ? 'held' : 'waiting', now)) offered += 1;
    }
    this.met.set(book, epoch);
    return offered;
  }

  /** Forgets what is over, and the oldest photos beyond what may be kept. */
  async prune(now: number): Promise<void> {
    let room = BYTES;
    for (const kept of (await this.kept(now)).sort((a, b) => b.at - a.at)) {
      const stay = kept.files.filter((file) => (room -= file.size) >= 0);
      if (stay.length < kept.files.length) await this.shelf.trimAcknowledged(kept, stay);
    }
  }

  /** Forgets all of it: the person leaves a phone that others use too. */
  async forget(): Promise<void> {
    for (const kept of await this.shelf.acknowledged(this.account)) await this.shelf.dropAcknowledged(kept);
  }

  private async kept(now: number): Promise<Acknowledged[]> {
    const all = await this.shelf.acknowledged(this.account);
    const isOver = ({ at }: Acknowledged) => now - at > KEEP_MS;
    for (const kept of all.filter(isOver)) await this.shelf.dropAcknowledged(kept);
    return all.filter((kept) => !isOver(kept));
  }
}
