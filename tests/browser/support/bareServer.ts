import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../server/config.ts';
import { serve } from '../../../server/serve.ts';
import { SETUP_CODE } from '../../support/township.ts';

/** A server that nobody has set up yet; `SETUP_CODE` opens it. */
export async function bareServer(): Promise<{ origin: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'zhishou-first-'));
  const settings = { DATA_DIR: folder, PORT: '0', SETUP_CODE, LOG_LEVEL: 'silent', STORE_NO_SYNC: 'true' };
  const running = await serve(readConfig(settings));
  return {
    origin: running.origin,
    async close() {
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
