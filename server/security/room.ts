import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { canonical } from '../journal/chain.ts';
import type { Lease } from '../lease.ts';
import { keepSecurityLog } from './keep.ts';
import { mongoSecurityLog } from './mongoSecurityLog.ts';
import { openSecurity, type Security } from './security.ts';
import type { SecurityLog } from './securityLog.ts';

export interface SecurityRoom {
  readonly log: SecurityLog;
  readonly security: Security;
  /** Writes that the server ends, and what is left to be written. */
  close(): Promise<void>;
}

export interface RoomSetting {
  readonly connection: { collection(name: string): unknown };
  readonly lease: Lease;
  readonly days: number;
  readonly zone: () => string;
  readonly now: () => number;
  readonly report: (what: string, problem: unknown) => string;
  readonly version: string;
  /** What the server runs by; secrets are cut out before it is hashed. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * The security log of a running server. That it starts is its first line: a server that cannot write it does not
 * start.
 */
export async function openSecurityRoom(setting: RoomSetting): Promise<SecurityRoom> {
  const log = mongoSecurityLog(setting.connection);
  await log.ready();
  const security = openSecurity({ ...setting, log });
  const running = () => performance.now();
  const [newest] = await log.ask({ limit: 1 });
  const last = newest ? Date.parse(newest.at) : null;
  const keeper = keepSecurityLog({ ...setting, log, security, last, running });
  const { version } = setting;
  const detail = { version, node: process.version, settings: fingerprint(setting.settings) };
  await security.must({ what: 'server.start', result: 'ok', detail });
  return {
    log,
    security,
    async close() {
      keeper.close();
      security.note({ what: 'server.stop', result: 'ok', detail });
      await security.close();
    },
  };
}

/** The same settings have the same print; nothing of them can be read from it, and secrets are not in it at all. */
function fingerprint(settings: Readonly<Record<string, unknown>>): string {
  const open = Object.entries(settings).filter(([name]) => !/CODE|TOKEN|SECRET|PASS|URI/i.test(name));
  return createHash('sha256')
    .update(canonical(Object.fromEntries(open)))
    .digest('hex')
    .slice(0, 16);
}
