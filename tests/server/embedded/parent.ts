import { startEmbedded } from '../../../server/embedded/start.ts';

/** A process that starts a store and stays, to be killed: `parent.ts <data folder>`. */
const store = await startEmbedded({ dataDir: process.argv[2]!, noSync: true });
process.send?.({ uri: store.uri, pid: store.pid() });
