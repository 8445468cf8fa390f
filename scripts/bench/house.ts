import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountInput } from '../../server/accounts/contract.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import type { Snapshot } from '../../shared/wire.ts';
import { Client } from '../client.ts';
import { oneTimePassword } from '../instance.ts';
import { grow, type Growth } from './grow.ts';
import { reportBody } from './sample.ts';
import { startMeasured, type Measured } from './process.ts';

/** The whole product in a process of its own, set up, with sessions for a crowd. */
export interface House extends Measured {
  readonly officer: Client;
  /** One for each 200 screens: no session may open all of them. */
  readonly cookies: readonly string[];
  readonly epoch: string;
  done(): Promise<void>;
}

export interface HouseOptions {
  /** Leaves the disk out where it is not what is measured. */
  readonly noDisk?: boolean;
  /** What has happened before. */
  readonly growth?: Growth;
  readonly execArgv?: string[];
}

const SESSIONS = 6;

export async function openHouse({ noDisk = false, growth, execArgv }: HouseOptions = {}): Promise<House> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-bench-'));
  const code = oneTimePassword();
  const password = oneTimePassword();
  const settings = { DATA_DIR: dataDir, SETUP_CODE: code, ...(noDisk ? { STORE_NO_SYNC: '1' } : {}) };
  let server = await startMeasured(settings, execArgv);
  const body = { code, unit: EXAMPLE_TOWNSHIP, accounts: crew(password) };
  await new Client(server.origin).must('POST', '/api/setup', body);
  if (growth) {
    await server.stop();
    await grow(dataDir, growth);
    server = await startMeasured(settings, execArgv);
  }
  const officer = await new Client(server.origin).signIn('bench-officer', password, 'desk');
  const cookies: string[] = [];
  while (cookies.length < SESSIONS) {
    cookies.push((await new Client(server.origin).signIn('bench-officer', password, 'desk')).cookie);
  }
  const { epoch }: Snapshot = await officer.snapshot();
  return {
    ...server,
    ...{ officer, cookies, epoch },
    async done() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The head: the seq of a command given now. */
export async function headOf({ officer }: House): Promise<number> {
  return (await officer.command('report.submit', reportBody() as never)).seq;
}

function crew(password: string): AccountInput[] {
  const person = (signInName: string, role: AccountInput['role']) => ({
    ...{ signInName, name: signInName, post: role, role, password },
    ...{ villageId: null, departmentId: null, slot: null, phone: null },
  });
  return [person('bench-admin', 'administrator'), person('bench-officer', 'dutyOfficer')];
}
