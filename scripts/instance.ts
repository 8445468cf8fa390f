import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountInput } from '../server/accounts/contract.ts';
import { readConfig } from '../server/config.ts';
import { serve } from '../server/serve.ts';
import { EXAMPLE_TOWNSHIP } from '../shared/unit/example.ts';
import { Client } from './client.ts';
import { ownDatabase } from './ownDatabase.ts';

/** A server for a demonstration, a rehearsal or a measurement, with its own data. */
export interface Instance {
  readonly origin: string;
  readonly dataDir: string;
  /** Stops the server; a data folder of its own making goes with it. */
  close(): Promise<void>;
}

export interface InstanceOptions {
  /** Keeps its data here; a temporary folder that is removed at the end when left out. */
  readonly dataDir?: string | undefined;
  readonly host?: string;
  /** 0 for any that is free. */
  readonly port?: number;
  readonly logLevel?: string;
  /** A MongoDB server to use in place of the embedded store: a database of its own on it, dropped at the end. */
  readonly mongodb?: string | undefined;
}

/** A password that is nowhere written down: a throw-away instance may be reachable by others too. */
export function oneTimePassword(): string {
  return randomBytes(9).toString('base64url').replace(/[-_]/g, 'x');
}

/**
 * Starts a server, on the embedded store unless told otherwise, with the example township set up through the API,
 * as a first visitor would do it, and the given accounts.
 *
 * @param crew the first accounts, an administrator among them; each signs in with `password`
 */
export async function startInstance(
  crew: readonly Omit<AccountInput, 'password'>[],
  password: string,
  { dataDir, host = '127.0.0.1', port = 0, logLevel = 'error', mongodb }: InstanceOptions = {},
): Promise<Instance> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'zhishou-'));
  const database = mongodb ? ownDatabase(mongodb, 'rehearsal') : undefined;
  const forget = async () => {
    await database?.drop();
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  const setupCode = oneTimePassword();
  const place = { DATA_DIR: folder, ...(database ? { MONGODB_URI: database.uri } : {}) };
  const settings = { HOST: host, PORT: String(port), SETUP_CODE: setupCode, ...place };
  try {
    const running = await serve(readConfig({ ...settings, LOG_LEVEL: logLevel }));
    const close = async () => {
      await running.close();
      await forget();
    };
    const accounts = crew.map((one) => ({ ...one, password }));
    const body = { code: setupCode, unit: EXAMPLE_TOWNSHIP, accounts };
    try {
      await new Client(running.origin).must('POST', '/api/setup', body);
    } catch (problem) {
      await close();
      throw problem;
    }
    return { origin: running.origin, dataDir: folder, close };
  } catch (problem) {
    await forget();
    throw problem;
  }
}
