import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { REAL } from '../../shared/book/contract.ts';
import { signHead, type Anchor, type Head, type SigningKey } from './anchor.ts';
import { appendAnchors, youngestAnchors } from './file.ts';
import { openKey } from './key.ts';

/** Signs the heads of the books every hour and at an ordered end, where the database's writers cannot reach. */
export interface Anchors {
  /** The real book's newest anchor of this epoch; null when there is none. For whoever watches its age. */
  newest(): { readonly at: string; readonly seq: number } | null;
  /** Signs and keeps the heads now, whatever the hour; does nothing without the lease. */
  drop(): Promise<void>;
  /** The last anchor, then nothing more. */
  close(): Promise<void>;
}

export interface AnchorSetting {
  /** Where key and anchors lie; null: throw-away data, nothing is anchored. */
  readonly dir: string | null;
  readonly dataDir: string;
  readonly epoch: string;
  /** The books as far as they are durable. */
  readonly heads: () => readonly { readonly book: string; readonly seq: number; readonly hash: string }[];
  readonly lease: { readonly isHeld: boolean };
  /** Real milliseconds since 1970. */
  readonly now: () => number;
  readonly report: (what: string, problem: unknown) => unknown;
}

const HOUR_MS = 3_600_000;
const LOOK_MS = 30_000;

/**
 * Begins to anchor. A folder that cannot be written is reported and tried again; the duty goes on without anchors
 * meanwhile, and `newest` grows old.
 */
export async function openAnchors(setting: AnchorSetting): Promise<Anchors> {
  const { dir } = setting;
  if (dir === null) return NONE;
  const keeper = new Keeper(dir, setting);
  await keeper.look();
  if (isInside(dir, setting.dataDir))
    setting.report('ANCHOR_DIR lies inside DATA_DIR', new Error(`${dir}: choose a folder elsewhere`));
  const timer = setInterval(() => void keeper.look(), LOOK_MS);
  return {
    newest: () => keeper.newest,
    drop: () => keeper.drop(),
    async close() {
      clearInterval(timer);
      await keeper.end();
    },
  };
}

const nothing = () => Promise.resolve();
const NONE: Anchors = { newest: () => null, drop: nothing, close: nothing };

class Keeper {
  newest: { at: string; seq: number } | null = null;
  private readonly dir: string;
  private readonly setting: AnchorSetting;
  private readonly known = new Map<string, Anchor>();
  private key: SigningKey | null = null;
  private work: Promise<void> = Promise.resolve();
  private isFailing = false;

  constructor(dir: string, setting: AnchorSetting) {
    this.dir = dir;
    this.setting = setting;
  }

  /** Anchors when it is time; else learns what another server, sharing the folder, has anchored. */
  look(): Promise<void> {
    return this.inTurn(async () => {
      await this.learn();
      const { lease, now } = this.setting;
      const age = this.newest ? now() - Date.parse(this.newest.at) : Infinity;
      if (lease.isHeld && (age >= HOUR_MS || age < 0)) await this.sign();
    });
  }

  drop(): Promise<void> {
    return this.inTurn(async () => {
      if (this.setting.lease.isHeld) await this.sign();
    });
  }

  end(): Promise<void> {
    return this.drop();
  }

  private async learn(): Promise<void> {
    this.key ??= await openKey(this.dir);
    for (const anchor of await youngestAnchors(this.dir)) this.note(anchor);
  }

  private note(anchor: Anchor): void {
    if (anchor.epoch !== this.setting.epoch) return;
    this.known.set(anchor.book, anchor);
    if (anchor.book === REAL) this.newest = { at: anchor.at, seq: anchor.seq };
  }

  /** The real book each time, for its age to tell that all is well; another one only if it went on. */
  private async sign(): Promise<void> {
    this.key ??= await openKey(this.dir);
    const { epoch, heads, now } = this.setting;
    const at = new Date(now()).toISOString();
    const due = heads().filter(
      ({ book, seq }) => seq > 0 && (book === REAL || this.known.get(book)?.seq !== seq),
    );
    const what: Head['what'] = 'head';
    const key = this.key;
    const anchors = due.map(({ book, seq, hash }) => signHead({ book, seq, hash, at, epoch, what }, key));
    if (anchors.length === 0) return;
    await appendAnchors(this.dir, anchors);
    for (const anchor of anchors) this.note(anchor);
  }

  /** One thing after the other; a failure is reported once, until it works again. */
  private inTurn(act: () => Promise<void>): Promise<void> {
    this.work = this.work.then(act).then(
      () => void (this.isFailing = false),
      (problem: unknown) => {
        if (!this.isFailing) this.setting.report('the head of the journal could not be anchored', problem);
        this.isFailing = true;
      },
    );
    return this.work;
  }
}

function isInside(dir: string, dataDir: string): boolean {
  try {
    return (realpathSync(dir) + sep).startsWith(realpathSync(dataDir) + sep);
  } catch {
    return false; // one of the two is not there: reported where it is needed
  }
}
