import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Refusal } from '../../shared/refusal.ts';
import { isTaken, type AccountModels, type CodeRecord } from './models.ts';
import { addressKey, countGuesses, QUARTER } from './passwords/guessing.ts';
import { no, notYet } from './refusals.ts';
import { sha256 } from './tokens.ts';

/**
 * The one-time code of the first set-up. The store keeps its digest, so that any server on it knows the code the
 * latest one printed; a new start makes a new one. Ten wrong tries are free, then the wait doubles: per address up to
 * 15 minutes, over all addresses up to one.
 */
export interface SetupCode {
  /** Makes the code, as it is to be shown: two groups of four. */
  make(): Promise<string>;
  /** Null when it is the code. */
  check(code: string, address: string): Promise<Refusal | null>;
  /** Takes the code for a set-up that begins; false when another one has it, for a minute at most. */
  take(): Promise<boolean>;
  /** Gives it back after a set-up that came to nothing. */
  giveBack(): Promise<void>;
  /** It opens nothing any more. */
  bury(): Promise<void>;
}

/** Without 0 and O, 1 and I: to be read from a screen and typed. 32 letters, so eight are 40 bits. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const ID = 'code';
const ALL = 'all';
const MINUTE = 60_000;

export function openSetupCode(models: AccountModels, now: () => number, preset: string | null): SetupCode {
  const byAddress = countGuesses({ now, free: 10, longest: QUARTER });
  const byAll = countGuesses({ now, free: 10, longest: MINUTE });
  return {
    async make() {
      const code = preset?.trim() ? preset.trim() : newCode();
      await write(models, digest(code));
      return code;
    },
    async check(code, address) {
      const key = addressKey(address);
      const wait = Math.max(byAddress.wait(key), byAll.wait(ALL));
      if (wait > 0) return notYet('session.wait', wait);
      if (isSame(digest(code), (await stored(models))?.digest ?? '')) return null;
      byAddress.failed(key);
      byAll.failed(ALL);
      return no('setup.code-wrong');
    },
    async take() {
      const before = await stored(models);
      if (!before || (before.takenAt && now() - before.takenAt.getTime() < MINUTE)) return false;
      const { digest, takenAt } = before;
      const mine = { $set: { takenAt: new Date(now()) } };
      const { matchedCount } = await models.code.updateOne({ _id: ID, digest, takenAt }, mine);
      return matchedCount > 0;
    },
    giveBack: async () => void (await models.code.updateOne({ _id: ID }, { $set: { takenAt: null } })),
    bury: async () => void (await models.code.deleteOne({ _id: ID })),
  };
}

function newCode(): string {
  const four = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${four()}-${four()}`;
}

/** Small letters, blanks and dashes make no difference, nor do full-width letters. */
function digest(code: string): string {
  return sha256(`setup ${code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')}`);
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function stored(models: AccountModels): Promise<CodeRecord | null> {
  return models.code.findOne({ _id: ID }).lean<CodeRecord>();
}

async function write(models: AccountModels, fresh: string): Promise<void> {
  const change = { $set: { digest: fresh, takenAt: null } };
  const { matchedCount } = await models.code.updateOne({ _id: ID }, change);
  if (matchedCount > 0) return;
  try {
    await models.code.create({ _id: ID, digest: fresh, takenAt: null });
  } catch (problem) {
    if (!isTaken(problem)) throw problem;
    await write(models, fresh);
  }
}
