import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountInput } from '../../server/accounts/contract.ts';
import { readConfig } from '../../server/config.ts';
import { serve, type Running } from '../../server/serve.ts';
import type { Hooks } from '../../server/watch/hooks.ts';
import { Client } from '../../scripts/client.ts';
import { ownDatabase } from '../../scripts/ownDatabase.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';

export const SETUP_CODE = 'TEST-CODE-1';
export const PASSWORD = 'a-long-enough-phrase';

type Person = Omit<AccountInput, 'password'>;
const person = (signInName: string, role: AccountInput['role'], more: Partial<Person> = {}): Person => ({
  ...{
    signInName,
    name: signInName,
    post: role,
    role,
    villageId: null,
    departmentId: null,
    slot: null,
    phone: null,
  },
  ...more,
});

/** Two villages that tests tell apart: their liaisons must never see one another's. */
export const [OWN, OTHER] = ['shulonggou', 'gaohe'] as const;

/** Somebody of every role. */
export const PEOPLE = {
  administrator: person('admin', 'administrator'),
  dutyOfficer: person('officer-c', 'dutyOfficer', { name: '值班员C', post: '主班' }),
  leader: person('leader-b', 'leader', { name: '乙', post: '党委副书记' }),
  villageLiaison: person('liaison-own', 'villageLiaison', {
    villageId: OWN,
    slot: 'A',
    phone: '13800000001',
  }),
  otherLiaison: person('liaison-other', 'villageLiaison', {
    villageId: OTHER,
    slot: 'A',
    phone: '13800000002',
  }),
  departmentLiaison: person('police', 'departmentLiaison', { departmentId: 'police' }),
  auditor: person('auditor', 'auditor'),
};
export type Name = keyof typeof PEOPLE;

/** A whole server of its own, set up through its API, with somebody of every role signed in. */
export interface Township {
  readonly origin: string;
  readonly dataDir: string;
  readonly people: Readonly<Record<Name, Client>>;
  /** A wall, signed in with its device token. */
  readonly wall: Client;
  /** Somebody without a session. */
  readonly nobody: Client;
  close(): Promise<void>;
}

/** @param now the server's clock, and `hooks` what else the test may do to it; both real when left out */
export async function openTownship(
  settings: NodeJS.ProcessEnv = {},
  now?: () => number,
  hooks?: Hooks,
): Promise<Township> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-story-'));
  const base = { DATA_DIR: dataDir, PORT: '0', SETUP_CODE, LOG_LEVEL: 'silent', STORE_NO_SYNC: 'true' };
  const { MONGODB_URI } = process.env; // the API on another server: a database of its own there
  const database = MONGODB_URI && !settings.MONGODB_URI ? ownDatabase(MONGODB_URI, 'story') : undefined;
  const there = database ? { MONGODB_URI: database.uri } : {};
  const running: Running = await serve(readConfig({ ...base, ...there, ...settings }), now, hooks);
  const nobody = new Client(running.origin);
  await nobody.must('POST', '/api/setup', {
    code: SETUP_CODE,
    unit: EXAMPLE_TOWNSHIP,
    accounts: Object.values(PEOPLE).map((one) => ({ ...one, password: PASSWORD })),
  });
  const people = {} as Record<Name, Client>;
  for (const [name, { signInName }] of Object.entries(PEOPLE)) {
    const device = name.endsWith('iaison') ? 'phone' : 'desk';
    people[name as Name] = await new Client(running.origin).signIn(signInName, PASSWORD, device);
  }
  const { token } = (await people.administrator.must('POST', '/api/devices', { name: '大屏' })) as {
    token: string;
  };
  const wall = new Client(running.origin);
  await wall.must('POST', '/api/session/device', { token });
  return {
    ...{ origin: running.origin, dataDir, people, wall, nobody },
    async close() {
      await running.close();
      await database?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
