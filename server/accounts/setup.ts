import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { SYSTEM } from '../../shared/roles.ts';
import type { AccountsRoom } from './accounts.ts';
import type { AccountInput } from './contract.ts';
import { prepare } from './fit.ts';
import type { AccountRecord } from './models.ts';
import { no } from './refusals.ts';
import { openSetupCode, type SetupCode } from './setupCode.ts';
import { foldName } from './tokens.ts';

/**
 * The first set-up: the unit goes into the journal, then the accounts are made, the administrators last. Until there
 * is one, the set-up is not done: one that was cut short anywhere goes on with the code of the next start, keeps the
 * unit that is there and replaces the accounts that are.
 */
export interface Setup<Unit extends SetUpUnit = SetUpUnit> {
  /** The code to be printed, or null when the set-up is done. To be called after `accounts.ready()`. */
  start(): Promise<string | null>;
  needed(): Promise<boolean>;
  /** The unit that an interrupted set-up left, null when there is none; refuses a wrong code. */
  check(code: string, address: string): Promise<{ unit: UnitThere | null } | Refusal>;
  run(wish: SetUpWish<Unit>, address: string): Promise<SetUp | Refusal>;
}

interface SetUpUnit {
  readonly name: string;
  readonly villages: readonly { readonly id: string; readonly name: string }[];
}

export interface SetUpWish<Unit> {
  readonly code: string;
  readonly unit: Unit;
  readonly accounts: readonly AccountInput[];
}

/** `unitKept`: the unit of an earlier, interrupted set-up stands, and not the one that was sent. */
export interface SetUp {
  readonly accounts: number;
  readonly unitKept: boolean;
}

export interface UnitThere {
  readonly name: string;
  readonly villages: readonly { readonly id: string; readonly name: string }[];
}

export interface SetupOptions<Unit> {
  readonly accounts: { readonly room: AccountsRoom };
  /** `SETUP_CODE`, or null for a code of our own making. */
  readonly preset: string | null;
  /** The unit and villages the real book has; null before there is one. */
  readonly unit: () => UnitThere | null;
  /** Submits `unit.setUp` to the real book; a fault is thrown. `unit.already` is no trouble. */
  readonly openUnit: (unit: Unit) => Promise<{ ok: true } | { ok: false; refusal: Refusal }>;
}

type Room<Unit> = SetupOptions<Unit> & AccountsRoom & { readonly code: SetupCode };

export function openSetup<Unit extends SetUpUnit>(options: SetupOptions<Unit>): Setup<Unit> {
  const { models, now } = options.accounts.room;
  const code = openSetupCode(models, now, options.preset);
  const room: Room<Unit> = { ...options, ...options.accounts.room, code };
  let done = false;
  // Once done it stays done: the last administrator cannot be taken away.
  const needed = async () => {
    done ||= (await models.account.countDocuments({ role: 'administrator' })) > 0;
    return !done;
  };
  return {
    needed,
    async start() {
      if (await needed()) return code.make();
      await code.bury();
      return null;
    },
    async check(given, address) {
      const refusal = (await needed()) ? await code.check(given, address) : no('setup.done');
      return refusal ?? { unit: room.unit() };
    },
    async run(wish, address) {
      const refusal = (await needed()) ? await code.check(wish.code, address) : no('setup.done');
      return refusal ?? run(room, wish, needed);
    },
  };
}

/** All that can be refused is refused before the code is taken and anything is written. */
async function run<Unit extends SetUpUnit>(
  room: Room<Unit>,
  wish: SetUpWish<Unit>,
  needed: () => Promise<boolean>,
): Promise<SetUp | Refusal> {
  const there = room.unit();
  const refusal = unfit(wish.accounts, there ?? wish.unit);
  if (refusal) return refusal;
  const records = await prepareAll(room, wish, there ?? wish.unit);
  if (isRefusal(records)) return records;
  if (!(await room.code.take())) return no('setup.running');
  let isDone = false;
  try {
    const result = (await needed()) ? await setUp(room, wish, records) : no('setup.done');
    isDone = !isRefusal(result);
    return result;
  } finally {
    if (!isDone) await room.code.giveBack();
  }
}

async function setUp<Unit extends SetUpUnit>(
  room: Room<Unit>,
  { unit, accounts }: SetUpWish<Unit>,
  records: AccountRecord[],
): Promise<SetUp | Refusal> {
  const answer = await room.openUnit(unit);
  if (!answer.ok && answer.refusal.code !== 'unit.already') return answer.refusal;
  const foreign = unfit(accounts, room.unit() ?? unit);
  if (foreign) return foreign;
  await makeAll(room, records);
  await room.code.bury();
  return { accounts: records.length, unitKept: !answer.ok };
}

function unfit(accounts: readonly AccountInput[], unit: UnitThere): Refusal | null {
  if (!accounts.some(({ role }) => role === 'administrator')) return no('setup.no-administrator');
  if (!accounts.some(({ role }) => role === 'dutyOfficer')) return no('setup.no-duty-officer');
  const names = new Set<string>();
  const villages = new Set(unit.villages.map((village) => village.id));
  for (const { signInName, name, role, villageId } of accounts) {
    if (names.has(foldName(signInName))) return no('setup.name-twice', { name: signInName });
    names.add(foldName(signInName));
    if (role === 'villageLiaison' && villageId !== null && !villages.has(villageId))
      return no('account.village-unknown', { name });
  }
  return null;
}

async function prepareAll<Unit>(
  room: Room<Unit>,
  { accounts }: SetUpWish<Unit>,
  unit: UnitThere,
): Promise<AccountRecord[] | Refusal> {
  const words = [unit.name, ...unit.villages.map((village) => village.name)];
  const records: AccountRecord[] = [];
  for (const input of accounts) {
    const record = await prepare(room.hashing, input, words, room.now());
    if (isRefusal(record)) return record;
    records.push(record);
  }
  const rank = (record: AccountRecord) => (record.role === 'administrator' ? 1 : 0);
  return records.sort((a, b) => rank(a) - rank(b));
}

async function makeAll<Unit>({ models, changes }: Room<Unit>, records: AccountRecord[]): Promise<void> {
  await models.account.deleteMany({});
  await models.session.deleteMany({});
  for (const record of records) {
    const change = { accountId: record._id, what: 'created', session: null, byId: SYSTEM.id } as const;
    await changes.make(change, async () => {
      await models.account.create(record);
      return true;
    });
  }
}
