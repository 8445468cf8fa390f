import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ChildMessage } from '../../../server/embedded/protocol.ts';
import { builtServer } from './built.ts';
import { TRACE } from './images.ts';
import { needStrace } from './strace.ts';

/** The embedded store under strace from its first moment. */
export interface TracedStore {
  readonly uri: string;
  /** Ends it in order. */
  stop(): Promise<void>;
}

/** @param trace the file that strace writes */
export async function startTraced(dataDir: string, trace: string): Promise<TracedStore> {
  needStrace();
  const file = join(dataDir, 'store/data.mdb');
  const store = join(builtServer(), 'server/embedded/child.js');
  const args = [...TRACE, '-P', file, '-o', trace, process.execPath, store];
  const child = spawn('strace', args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.send({ dataDir, noSync: false, patience: 1_000 });
  const message = await new Promise<ChildMessage>((resolve, reject) => {
    child.once('message', (said) => resolve(said as ChildMessage));
    void ended.then(() => reject(new Error('the traced store ended at once')));
  });
  if (message.kind !== 'ready') throw new Error(message.text);
  return {
    uri: `mongodb://${encodeURIComponent(message.socket)}/zhishou?directConnection=true&retryWrites=false`,
    async stop() {
      child.send('stop');
      await ended;
    },
  };
}
