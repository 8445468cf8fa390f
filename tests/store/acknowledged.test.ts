import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportBody } from '../support/spine.ts';
import { openTownship, OWN, type Township } from '../support/township.ts';
import { dataFolder, startIn, until } from '../server/embedded/store.ts';
import { mongoSnapshots } from '../../server/snapshots/mongoSnapshots.ts';
import { openStore } from '../../server/store.ts';
import { emptyWorld } from '../../shared/world.ts';
import { openTap, type Tap } from './tap.ts';

/*
 * On the wire of a whole township at work: whatever is written asks for a majority and for the journal on the disk.
 */
interface Write {
  readonly command: string;
  readonly collection: string;
  readonly concern: unknown;
}

const WRITES = new Set([
  ...['insert', 'update', 'delete', 'findAndModify', 'bulkWrite'],
  ...['create', 'createIndexes', 'drop', 'dropDatabase', 'dropIndexes', 'renameCollection', 'collMod'],
]);
const seen: Write[] = [];
let tap: Tap;
let town: Township;
let end: () => Promise<void>;
beforeAll(async () => {
  const started = await startIn(dataFolder());
  end = started.end;
  tap = await openTap({
    uri: started.store.uri,
    asked: ({ body }) => {
      const command = Object.keys(body)[0]!;
      if (command === 'aggregate' && JSON.stringify(body.pipeline).match(/"\$(out|merge)"/))
        throw new Error('an aggregation writes');
      if (WRITES.has(command))
        seen.push({ command, collection: String(body[command]), concern: body.writeConcern });
    },
  });
  town = await openTownship({ MONGODB_URI: tap.uri });
});
afterAll(async () => {
  await town.close();
  await tap.close();
  await end();
});

describe('every write', () => {
  it('waits for a majority and for the disk', async () => {
    await work(town);
    const bare = seen.filter(({ concern }) => JSON.stringify(concern) !== '{"w":"majority","j":true}');
    expect(bare).toEqual([]);
    const kinds = new Map<string, number>();
    for (const { command, collection } of seen) {
      kinds.set(`${command} ${collection}`, (kinds.get(`${command} ${collection}`) ?? 0) + 1);
    }
    expect(
      EXPECTED.filter((kind) => !kinds.has(kind)),
      [...kinds.keys()].join(', '),
    ).toEqual([]);
    console.log(
      `store: ${seen.length} writes of ${kinds.size} kinds on the wire, all with w: majority, j: true`,
    );
  });
});

/** Set up already: a report with a file, an incident to its end and its erasure, people, an exercise. */
async function work({ origin, people }: Township): Promise<void> {
  const { administrator, dutyOfficer, villageLiaison } = people;
  const fileId = randomUUID();
  const report = { ...reportBody('北坡起烟', 'app', OWN), fileIds: [fileId] } as never;
  const { id: reportId } = await villageLiaison.command('report.submit', report);
  const stored = await fetch(`${origin}/api/files/${fileId}?book=real&of=report&row=${reportId}`, {
    method: 'PUT',
    headers: { cookie: villageLiaison.cookie, origin, 'content-type': 'text/plain' },
    body: '三户人家',
  });
  expect(stored.status).toBe(201);
  await dutyOfficer.command('report.acknowledge', { reportId });
  const accept = { reportId, kind: 'N01', title: '北坡火情' } as never;
  const { id: incidentId } = await dutyOfficer.command('report.acceptAsIncident', accept);
  await dutyOfficer.command('incident.addLine', { incidentId, words: '已到现场', observedAt: null });
  for (const to of ['verified', 'responding', 'controlled', 'closed'] as const) {
    await dutyOfficer.command('incident.advance', { incidentId, to, observedAt: null, reason: '核实' });
  }
  await dutyOfficer.command('incident.archive', { incidentId });
  await people.leader.command('incident.erase', { incidentId, reason: '个人信息保存期满' });
  const exercise = {
    kind: 'exercise',
    title: '演练',
    startsAt: '2026-04-05T13:00:00.000+08:00',
    speed: 1,
  } as const;
  await dutyOfficer.command('book.openExercise', exercise);
  const contact = { name: '张三', phone: '13912345678', post: null, unit: null };
  await dutyOfficer.ask('PUT', `/api/contacts/${randomUUID()}`, contact);
  await administrator.must('POST', '/api/devices', { name: '二号屏' });
  await snapshot();
  const erased = ({ command, collection }: Write) => command === 'delete' && collection === 'incidents';
  await until(() => seen.some(erased)); // the last part of an erasure
}

/** The server writes one every thousand entries; this one is of nothing, through the same connection. */
async function snapshot(): Promise<void> {
  const store = await openStore(tap.uri);
  expect(await mongoSnapshots(store.connection).write(emptyWorld('none'), 1)).toBe(true);
  await store.close();
}

/** What the story must have written, so that the test cannot pass by writing nothing. */
const EXPECTED = [
  ...['create journal', 'createIndexes journal', 'insert journal', 'update journal'],
  ...['update reports', 'update incidents', 'delete incidents', 'delete reports', 'update checkpoints'],
  ...['insert accounts', 'insert sessions', 'insert accountChanges', 'insert files', 'delete files'],
  ...['findAndModify leases', 'findAndModify epochs', 'update servers', 'insert securityLog'],
  ...['update snapshots', 'delete snapshotChunks'],
];
