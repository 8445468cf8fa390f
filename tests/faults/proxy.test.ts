import { io } from 'socket.io-client';
import { expect, it } from 'vitest';
import { LiveClock } from '../../client/live/clock.ts';
import { Link } from '../../client/live/link.ts';
import type { Dial } from '../../client/live/lines/line.ts';
import { LiveWorld } from '../../client/live/world.ts';
import { Client } from '../../scripts/client.ts';
import type { Entry } from '../../shared/entry.ts';
import type { Audience } from '../../shared/roles.ts';
import { TABLES, type Row } from '../../shared/rows.ts';
import { see } from '../../shared/see.ts';
import type { Snapshot } from '../../shared/wire.ts';
import { emptyWorld, fold, type World } from '../../shared/world.ts';
import { compare, expectChain, LONG, randomFrom, tell } from '../support/faults/proof.ts';
import { openProxy } from '../support/faults/proxy.ts';
import { Writers } from '../support/faults/writers.ts';
import { openTownship, OTHER, OWN } from '../support/township.ts';

const COMMANDS = LONG ? 2_000 : 250;
const SEED = LONG ? Date.now() % 1_000_000 : 4_711;

it(
  `takes each command once and shows every screen all of it through a network that cuts, delays, reorders and repeats (seed ${SEED})`,
  { timeout: LONG ? 1_200_000 : 180_000 },
  async () => {
    const town = await openTownship();
    const random = randomFrom(SEED);
    const proxy = await openProxy(town.origin, random);
    const through = (client: Client) => new Client(proxy.origin, client.cookie);
    const { people } = town;
    const watched: [Audience, Client][] = [
      ['desk', people.dutyOfficer],
      [`village/${OWN}`, people.villageLiaison],
      [`village/${OTHER}`, people.otherLiaison],
    ];
    const screens = watched.map(([audience, client]) => ({ audience, ...watch(through(client)) }));
    const writers = new Writers({ pauseMs: 1, tireless: true });
    const writing = writers.run(through(people.dutyOfficer), 6);
    await expect
      .poll(() => writers.acknowledged.size, { timeout: LONG ? 900_000 : 150_000 })
      .toBeGreaterThan(COMMANDS);
    writers.stop();
    await writing;
    proxy.behave();
    await writers.finish(people.dutyOfficer);
    const entries = await journalOf(people.auditor);
    const found = compare(entries, writers.acknowledged);
    tell('unruly network', { ...found, ...proxy.deeds });
    expect(found).toMatchObject({ lost: 0, gaps: 0, duplicates: 0 });
    expectChain(entries);
    const world = emptyWorld('real');
    fold(world, entries);
    for (const { audience, live, link } of screens) {
      await expect
        .poll(() => heldBy(live), { timeout: 60_000, message: audience })
        .toEqual(seenBy(audience, world));
      link.stop();
    }
    proxy.close();
    await town.close();
  },
);

/** A screen's own link and rows, on a socket of this process. */
function watch(client: Client) {
  const live = new LiveWorld('real', (flush) => flush());
  const snapshot = async (): Promise<Snapshot | null> =>
    client.get<Snapshot>('/api/snapshot?book=real').catch(() => null);
  const dial = dialTo(client);
  const link = new Link({
    world: live,
    clock: new LiveClock(),
    dial: { socket: dial, http: dial },
    snapshot,
  });
  link.start();
  return { live, link };
}

/** As client/live/lines/socket.ts, which goes to the page's own server. */
function dialTo(client: Client): Dial {
  return (ears) => {
    const extraHeaders = { cookie: client.cookie, origin: client.origin };
    const socket = io(client.origin, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders,
    });
    let done = false;
    const down = () => {
      if (!done) ears.down();
      done = true;
    };
    const close = () => {
      socket.disconnect();
      down();
    };
    socket.on('connect', () => ears.open());
    socket.on('connect_error', close);
    socket.on('disconnect', down);
    socket.on('changes', (frame) => ears.changes(frame));
    socket.on('farewell', (farewell) => ears.farewell(farewell));
    return {
      hello: (message) => socket.timeout(8_000).emitWithAck('hello', message),
      command: (message) => socket.timeout(8_000).emitWithAck('command', message),
      presence: () => undefined,
      close,
    };
  };
}

function heldBy(live: LiveWorld): Map<string, unknown> {
  return new Map(
    TABLES.flatMap((table) => [...live.rowsOf(table)].map(([id, row]) => [`${table}/${id}`, row])),
  );
}

function seenBy(audience: Audience, world: World): Map<string, unknown> {
  const rows = TABLES.flatMap((table) =>
    [...(world.tables[table].values() as Iterable<Row>)].map((row) => [table, row] as const),
  );
  const seen = rows.map(([table, row]) => [`${table}/${row.id}`, see(audience, table, row)] as const);
  return new Map(seen.filter(([, what]) => what !== null));
}

async function journalOf(client: Client): Promise<Entry[]> {
  const all: Entry[] = [];
  for (;;) {
    const { entries } = await client.get<{ entries: Entry[] }>(`/api/journal?after=${all.length}`);
    if (entries.length === 0) return all;
    all.push(...entries);
  }
}
