import { randomUUID } from 'node:crypto';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { openAmending } from './amend.ts';
import type { Changes } from './changes.ts';
import type { Account, AccountChange, AccountInput } from './contract.ts';
import { accountOf, foreignVillage, prepare } from './fit.ts';
import { isTaken, literal, type AccountModels, type AccountRecord } from './models.ts';
import type { Hashing } from './passwords/hashing.ts';
import { no } from './refusals.ts';
import type { Sessions } from './sessions/sessions.ts';
import { digestOf, foldName, newToken } from './tokens.ts';

/** The accounts themselves: who there is, and what may be made of them. */
export interface Roster {
  any(): Promise<boolean>;
  list(): Promise<Account[]>;
  find(id: string): Promise<Account | null>;
  /** The account of a sign-in name, as it is compared at the door. */
  named(signInName: string): Promise<Account | null>;
  create(input: AccountInput, byId: string): Promise<Account | Refusal>;
  change(id: string, change: AccountChange, byId: string): Promise<Account | Refusal>;
  createDevice(name: string, byId: string): Promise<{ id: string; token: string }>;
}

export interface RosterDeps {
  readonly models: AccountModels;
  readonly sessions: Sessions;
  readonly changes: Changes;
  readonly hashing: Hashing;
  readonly now: () => number;
  /** Whether the unit has a village. */
  readonly villageKnown: (villageId: string) => boolean;
  /** The names of the unit and of its villages: no password is made of them. */
  readonly unitWords: () => readonly string[];
}

export function openRoster(deps: RosterDeps): Roster {
  const { account } = deps.models;
  return {
    any: async () => (await account.countDocuments()) > 0,
    async list() {
      const records = await account.find().sort({ createdAt: 1, _id: 1 }).lean<AccountRecord[]>();
      return records.map(accountOf);
    },
    async find(id) {
      const record = await account.findOne({ _id: String(id) }, null, literal).lean<AccountRecord>();
      return record && accountOf(record);
    },
    async named(signInName) {
      const same = { foldedName: foldName(signInName) };
      const record = await account.findOne(same, null, literal).lean<AccountRecord>();
      return record && accountOf(record);
    },
    create: (input, byId) => create(deps, input, byId),
    change: openAmending(deps),
    createDevice: (name, byId) => createDevice(deps, name, byId),
  };
}

async function create(deps: RosterDeps, input: AccountInput, byId: string): Promise<Account | Refusal> {
  const foreign = foreignVillage(input, deps.villageKnown);
  if (foreign) return foreign;
  const taken = no('account.name-taken', { name: input.signInName });
  const same = { foldedName: foldName(input.signInName) };
  if (await deps.models.account.findOne(same, { _id: 1 }, literal).lean()) return taken;
  const record = await prepare(deps.hashing, input, deps.unitWords(), deps.now());
  if (isRefusal(record)) return record;
  return deps.changes.make({ accountId: record._id, what: 'created', session: null, byId }, async () => {
    try {
      await deps.models.account.create(record);
      return accountOf(record);
    } catch (problem) {
      if (isTaken(problem)) return taken;
      throw problem;
    }
  });
}

/** A wall is an account that nobody can sign in to by name: its token is the only key, shown this once. */
async function createDevice(
  deps: RosterDeps,
  name: string,
  byId: string,
): Promise<{ id: string; token: string }> {
  const id = randomUUID();
  const token = newToken();
  const signInName = `wall-${id.slice(0, 18)}`;
  const unbound = { villageId: null, departmentId: null, slot: null, phone: null };
  const made = await deps.changes.make({ accountId: id, what: 'created', session: null, byId }, async () => {
    await deps.models.account.create({
      _id: id,
      signInName,
      foldedName: signInName,
      name,
      post: '大屏',
      role: 'wall',
      ...unbound,
      disabled: false,
      passwordHash: null,
      deviceDigest: digestOf(token),
      createdAt: new Date(deps.now()),
    });
    return { id, token };
  });
  if (isRefusal(made)) throw new Error(made.en);
  return made;
}
