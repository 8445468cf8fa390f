import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { openAccounts, type AccountsOptions } from '../../../server/accounts/accounts.ts';
import type {
  Account,
  AccountChanged,
  AccountInput,
  SignedIn,
  SignInInput,
} from '../../../server/accounts/contract.ts';
import { isRefusal, type Refusal } from '../../../shared/refusal.ts';
import { testStore, type TestStore } from '../../support/store.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const GOOD = 'lamp river stone';
export const BAD = 'not the password';

/** The accounts' room on a database of its own, with a clock that moves by hand. */
export interface House {
  readonly database: string;
  readonly accounts: ReturnType<typeof openAccounts>;
  readonly told: AccountChanged[];
  readonly faults: unknown[];
  readonly clock: { ms: number };
  pass(ms: number): void;
  /** A second server on the same database and the same clock. */
  second(options?: Partial<AccountsOptions>): Promise<House['accounts']>;
  make(input?: Partial<AccountInput>): Promise<Account>;
  enter(
    name: string,
    more?: Partial<Parameters<House['accounts']['signIn']>[0]>,
  ): Promise<SignedIn | Refusal>;
  /** Everything the database holds, as one text. */
  dump(): Promise<string>;
}

/** One store for a test file; each house is another database in it. */
export function houses(): (options?: Partial<AccountsOptions>) => Promise<House> {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.done());
  return (options = {}) => openHouse(store, options);
}

async function openHouse(store: TestStore, options: Partial<AccountsOptions>): Promise<House> {
  const database = `house-${randomUUID().slice(0, 8)}`;
  const { connection } = await store.connect(database);
  const clock = { ms: Date.now() };
  const now = () => clock.ms;
  const [told, faults]: [AccountChanged[], unknown[]] = [[], []];
  const accounts = openAccounts({ connection, now, fault: (problem) => faults.push(problem), ...options });
  accounts.onChange((change) => void told.push(change));
  await accounts.ready();
  return {
    database,
    accounts,
    told,
    faults,
    clock,
    pass: (ms) => void (clock.ms += ms),
    async second(more = {}) {
      const other = await store.connect(database);
      return openAccounts({ connection: other.connection, now, ...options, ...more });
    },
    make: async (input = {}) => ok(await accounts.create(person(input), 'system')),
    enter: (name, more = {}) =>
      accounts.signIn({
        name,
        password: GOOD,
        device: 'other',
        address: '10.0.0.1',
        userAgent: 'test',
        ...more,
      }),
    async dump() {
      const names = (await connection.listCollections()).map(({ name }) => name);
      const all = await Promise.all(names.map((name) => connection.collection(name).find().toArray()));
      return JSON.stringify(all);
    },
  };
}

export function person(input: Partial<AccountInput> = {}): AccountInput {
  const nothing = { villageId: null, departmentId: null, slot: null, phone: null };
  const known = { signInName: 'officer', name: '张三', post: '值班员', role: 'dutyOfficer' } as const;
  return { ...known, ...nothing, password: GOOD, ...input };
}

/** The value of an answer that must not be a refusal. */
export function ok<Value>(answer: Value | Refusal): Value {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.code}`);
  return answer as Value;
}

/** The code of an answer that must be a refusal, in both languages. */
export function codeOf(answer: unknown): string {
  if (!isRefusal(answer)) throw new Error(`not refused: ${JSON.stringify(answer)}`);
  expect(answer.zh).toMatch(/\p{Script=Han}/u);
  expect(answer.en).toMatch(/^[A-Z“]/);
  expect(answer.zh + answer.en).not.toMatch(/\{\w+\}/);
  return answer.code;
}

/** A house with one account, signed in on a device. */
export async function signedIn(
  house: House,
  device: SignInInput['device'],
  input: Partial<AccountInput> = {},
) {
  const account = await house.make(input);
  const { token, session, maxAge } = ok(await house.enter('officer', { device }));
  return { house, account, token, session, maxAge };
}
