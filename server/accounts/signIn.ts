import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import type { Changes } from './changes.ts';
import type { Session, SignedIn, SignInInput } from './contract.ts';
import { BUSY, tooWeak } from './fit.ts';
import { isTaken, literal, type AccountModels, type AccountRecord } from './models.ts';
import { addressKey, countGuesses, QUARTER, type Guesses } from './passwords/guessing.ts';
import type { Hashing } from './passwords/hashing.ts';
import { no, notYet } from './refusals.ts';
import type { Sessions } from './sessions/sessions.ts';
import { digestOf, foldName, sha256 } from './tokens.ts';

/** Whoever proves who he is: at the door, at a locked desk, before a new password. */
export interface SignIn {
  signIn(input: SignInInput): Promise<SignedIn | Refusal>;
  signInDevice(token: string, address: string, userAgent: string): Promise<SignedIn | Refusal>;
  unlock(token: string, password: string): Promise<Session | Refusal>;
  changePassword(token: string, old: string, password: string): Promise<SignedIn | Refusal>;
  /** Lets an account try again at once, after an administrator has set its password. */
  forgive(signInName: string): void;
}

export interface SignInDeps {
  readonly models: AccountModels;
  readonly sessions: Sessions;
  readonly changes: Changes;
  readonly hashing: Hashing;
  readonly now: () => number;
  readonly unitWords: () => readonly string[];
}

/**
 * Guessing is slowed per account and per address (ASVS 5.0, 6.3.1). An account at an address where it signed in
 * within 30 days is counted for itself: a stranger's guesses elsewhere never keep its owner out.
 */
interface Room extends SignInDeps {
  readonly byAccount: Guesses;
  readonly byAddress: Guesses;
  readonly byPlace: Guesses;
  readonly bySession: Guesses;
}

const KNOWN_FOR = 30 * 24 * 3_600_000;
/** So long may somebody wait for his turn, in milliseconds: with the hash itself he is answered within two seconds. */
const LATE = 1_000;

export function openSignIn(deps: SignInDeps): SignIn {
  const { now } = deps;
  const doubling = { now, free: 0, longest: QUARTER };
  const room: Room = {
    ...deps,
    byAccount: countGuesses(doubling),
    byPlace: countGuesses(doubling),
    bySession: countGuesses(doubling),
    byAddress: countGuesses({ now, free: Infinity, longest: 0, most: 100 }),
  };
  const busy = () => notYet('session.busy', BUSY);
  // Counting, looking up the account and hashing are one turn: what waits its turn has cost next to nothing yet. Whose
  // turn comes when nobody waits for the answer any more is told to come again: he costs nothing either.
  const inTurn = <Result>(work: () => Promise<Result | Refusal>, known = true): Promise<Result | Refusal> => {
    const came = now();
    const turn = async () => (now() - came > LATE ? busy() : work());
    return deps.hashing.inTurn(turn, known) ?? Promise.resolve(busy());
  };
  return {
    async signIn(input) {
      const place = placeOf(input);
      const known = await knows(room, place);
      const come = await inTurn(() => comeIn(room, input, place, known), known);
      return isRefusal(come) ? come : letIn(room, come, input);
    },
    signInDevice: (token, address, userAgent) => signInDevice(room, token, address, userAgent),
    async unlock(token, password) {
      const proven = await inTurn(() => prove(room, token, password));
      return isRefusal(proven) ? proven : room.sessions.setLock(token, false);
    },
    async changePassword(token, old, password) {
      const proven = await inTurn(() => proveAndHash(room, token, old, password));
      return isRefusal(proven) ? proven : changePassword(room, token, proven);
    },
    forgive: (signInName) => room.byAccount.forgive(foldName(signInName)),
  };
}

interface Come {
  readonly account: AccountRecord;
  readonly place: string;
  /** The password hashed anew, when the stored hash is weaker than today's. */
  readonly passwordHash: string | null;
}

/** An unknown name takes the same way as a known one: the same look-ups, a hash, the same answer. */
async function comeIn(
  room: Room,
  input: SignInInput,
  place: string,
  known: boolean,
): Promise<Come | Refusal> {
  const name = foldName(input.name);
  const address = addressKey(input.address);
  const counts = known
    ? ([[room.byPlace, place]] as const)
    : ([
        [room.byAccount, name],
        [room.byAddress, address],
      ] as const);
  const wait = Math.max(...counts.map(([guesses, key]) => guesses.wait(key)));
  if (wait > 0) return notYet('session.wait', wait);
  const account = await room.models.account
    .findOne({ foldedName: name }, null, literal)
    .lean<AccountRecord>();
  if (!(await room.hashing.matches(account?.passwordHash ?? null, input.password)) || !account) {
    room.byAddress.failed(address);
    (known ? room.byPlace : room.byAccount).failed(known ? place : name);
    return no('session.wrong');
  }
  if (account.disabled) return no('session.disabled');
  (known ? room.byPlace : room.byAccount).forgive(known ? place : name);
  const outdated = account.passwordHash !== null && room.hashing.isOutdated(account.passwordHash);
  return { account, place, passwordHash: outdated ? await room.hashing.hash(input.password) : null };
}

async function letIn(
  room: Room,
  { account, place, passwordHash }: Come,
  from: SignInInput,
): Promise<SignedIn> {
  if (passwordHash) await room.models.account.updateOne({ _id: account._id }, { $set: { passwordHash } });
  await remember(room, place);
  return room.sessions.begin(account, from);
}

/** A wall's token is 256 random bits: there is nothing to guess and nothing to hash slowly. */
async function signInDevice(
  room: Room,
  token: string,
  address: string,
  userAgent: string,
): Promise<SignedIn | Refusal> {
  const deviceDigest = digestOf(token);
  if (!deviceDigest) return no('session.device-unknown');
  const wall = { deviceDigest, role: 'wall', disabled: false } as const;
  const account = await room.models.account.findOne(wall, null, literal).lean<AccountRecord>();
  if (!account) return no('session.device-unknown');
  return room.sessions.begin(account, { device: 'wall', address, userAgent });
}

async function proveAndHash(
  room: Room,
  token: string,
  old: string,
  password: string,
): Promise<Proven | Refusal> {
  const account = await prove(room, token, old);
  if (isRefusal(account)) return account;
  const weak = tooWeak(password, account, room.unitWords());
  return weak ?? { byId: account._id, passwordHash: await room.hashing.hash(password) };
}

interface Proven {
  readonly byId: string;
  readonly passwordHash: string;
}

async function changePassword(
  room: Room,
  token: string,
  { byId, passwordHash }: Proven,
): Promise<SignedIn | Refusal> {
  const change = { accountId: byId, what: 'passwordChanged', session: null, byId } as const;
  return room.changes.make(change, async () => {
    await room.models.account.updateOne({ _id: byId }, { $set: { passwordHash } });
    return room.sessions.renew(token);
  });
}

/**
 * The account of a session whose owner has just said the right password. The device is known by its session: only
 * tries at this very device count, so nobody else can keep a desk locked.
 */
async function prove(room: Room, token: string, password: string): Promise<AccountRecord | Refusal> {
  const found = await room.sessions.found(token);
  if (!found) return no('session.none');
  const wait = room.bySession.wait(found.record._id);
  if (wait > 0) return notYet('session.wait', wait);
  if (await room.hashing.matches(found.account.passwordHash, password)) {
    room.bySession.forgive(found.record._id);
    return found.account;
  }
  room.bySession.failed(found.record._id);
  return no('session.password-wrong');
}

/** Names an account at an address, whether there is such an account or not. */
function placeOf({ name, address }: SignInInput): string {
  return sha256(`${foldName(name)}\n${addressKey(address)}`);
}

async function knows(room: Room, place: string): Promise<boolean> {
  const record = await room.models.place.findOne({ _id: place }).lean();
  return record !== null && record.expiresAt.getTime() > room.now();
}

async function remember(room: Room, place: string): Promise<void> {
  const expiresAt = new Date(room.now() + KNOWN_FOR);
  const { matchedCount } = await room.models.place.updateOne({ _id: place }, { $set: { expiresAt } });
  if (matchedCount > 0) return;
  try {
    await room.models.place.create({ _id: place, expiresAt });
  } catch (problem) {
    if (!isTaken(problem)) throw problem;
  }
}
