import { parseArgs } from 'node:util';
import { EmbeddedInUse, startEmbedded } from '../server/embedded/start.ts';

const USAGE = `npm run store [-- --data DIR]
Runs the embedded store alone and prints its address for MONGODB_URI, so that several servers can share it.
Stays until it is told to stop.`;

/** As the server exits: starting again would not help. */
const GIVE_UP = 78;

const { values } = parseArgs({ options: { data: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help) console.error(USAGE);
else await run(values.data ?? process.env.DATA_DIR ?? 'data');

async function run(dataDir: string): Promise<void> {
  try {
    const store = await startEmbedded({ dataDir });
    store.onDown((reason) => console.error(`${reason}; it is started again`));
    store.onUp(() => console.error('the store serves again'));
    console.log(store.uri);
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      void store.stop().then(() => process.exit(0));
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  } catch (problem) {
    if (!(problem instanceof EmbeddedInUse)) throw problem;
    console.error(problem.message);
    process.exitCode = GIVE_UP;
  }
}
