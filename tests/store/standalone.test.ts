import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedStore } from '../../server/embedded/start.ts';
import { dataFolder, startIn } from '../server/embedded/store.ts';
import { openTap, type Tap } from './tap.ts';

/*
 * A standalone MongoDB keeps one copy. What answers here is the embedded store, through a tap that takes away the
 * field by which it makes itself known: so it looks as a standalone looks.
 */
const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
let store: EmbeddedStore;
let end: () => Promise<void>;
let standalone: Tap;
let replicaSet: Tap;
beforeAll(async () => {
  ({ store, end } = await startIn(dataFolder()));
  const { uri } = store;
  standalone = await openTap({ uri, hello: ({ embeddedStore: _, ...reply }) => reply });
  replicaSet = await openTap({
    uri,
    hello: ({ embeddedStore: _, ...reply }) => ({ ...reply, setName: 'rs0' }),
  });
});
afterAll(async () => {
  await standalone.close();
  await replicaSet.close();
  await end();
});

describe('a server on a standalone MongoDB', () => {
  it('ends with 78 and a sentence in both languages', async () => {
    const { code, said } = await start({ MONGODB_URI: standalone.uri });
    expect(code).toBe(78);
    expect(said).toContain('单机 MongoDB（不是副本集）');
    expect(said).toContain(
      'MONGODB_URI names a standalone MongoDB, not a replica set: there is one copy of the data',
    );
    expect(said).toContain('ALLOW_STANDALONE=1');
    expect(said).not.toContain('    at '); // a sentence, not a stack
  });

  it('starts with ALLOW_STANDALONE=1 and logs what is lost', async () => {
    const { code, said } = await start({ MONGODB_URI: standalone.uri, ALLOW_STANDALONE: '1' });
    expect(code).toBe(0);
    expect(said).toContain('A standalone MongoDB: there is one copy of the data');
    expect(said).toContain('数据只有一份');
  });

  it.each([
    ['the embedded store, reached by its address', () => store.uri],
    ['a replica set, of one member too', () => replicaSet.uri],
  ])('is not meant by %s', async (_what, uri) => {
    const { code, said } = await start({ MONGODB_URI: uri() });
    expect(code).toBe(0);
    expect(said).not.toContain('standalone');
  });
});

/** Starts a server and, once it takes commands, ends it in order. */
async function start(settings: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
  const dataDir = dataFolder();
  const base = { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', SETUP_CODE: 'TEST-CODE-1' };
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { ...process.env, ALLOW_STANDALONE: 'false', ...base, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
  child.on('message', (message: { ready?: true }) => message.ready && child.kill('SIGTERM'));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  rmSync(dataDir, { recursive: true, force: true });
  return { code, said };
}
