import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EmbeddedInUse, startEmbedded } from '../server/embedded/start.ts';
import { isListening } from '../server/embedded/lock.ts';
import { preparePlace } from '../server/embedded/place.ts';

/** A store that answers, or why there is none. */
export type Found = { readonly uri: string; close(): Promise<void> } | { readonly why: string };

/**
 * A store by its address, that of a running server on the data folder, or the folder's own, started for the while.
 *
 * @param given an address; before everything else
 * @param data a data folder; before what the settings say
 */
export async function findStore(given: string | undefined, data: string | undefined): Promise<Found> {
  const close = () => Promise.resolve();
  const uri = given ?? (data === undefined ? process.env.MONGODB_URI : undefined);
  if (uri) return { uri, close };
  const dataDir = resolve(data ?? process.env.DATA_DIR ?? 'data');
  if (!existsSync(join(dataDir, 'store'))) return { why: `There is no store in ${dataDir}.` };
  const { socket } = preparePlace(dataDir);
  if (existsSync(socket) && (await isListening(socket))) {
    const address = encodeURIComponent(socket);
    return { uri: `mongodb://${address}/zhishou?directConnection=true&retryWrites=false`, close };
  }
  return startOn(dataDir);
}

/** The embedded store of a data folder, for as long as a command needs it. */
export async function startOn(dataDir: string): Promise<Found> {
  try {
    const store = await startEmbedded({ dataDir });
    return { uri: store.uri, close: () => store.stop() };
  } catch (problem) {
    if (problem instanceof EmbeddedInUse) return { why: problem.message };
    throw problem;
  }
}
