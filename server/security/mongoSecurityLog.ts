import type { Collection, Filter } from 'mongodb';
import { MongoBulkWriteError, MongoServerError } from 'mongodb';
import { link, NOTHING, type Head } from './chain.ts';
import type { Draft, SecurityLine } from './contract.ts';
import type { LogQuestion, Pruned, SecurityLog } from './securityLog.ts';

/** A line as it is stored: its `seq` is its key, so that order is the key's; `time` is `at` as a moment. */
type Stored = Omit<SecurityLine, 'seq'> & { readonly _id: number; readonly time: Date };

interface Room {
  readonly lines: Collection<Stored>;
  /** Where the log ends as far as is known; null when it must be read. */
  head: Head | null;
  /** After this `seq` it is not known what stands: the last insert was not answered. */
  unsure: number | null;
  turn: Promise<unknown>;
}

const DUPLICATE = 11_000;
const AT_ONCE = 200;
/** So often in a row others may be quicker; more is no race any more. */
const RACES = 50;

/** The security log in MongoDB, in the collection `securityLog`. Several servers may write: the key decides. */
export function mongoSecurityLog(connection: { collection(name: string): unknown }): SecurityLog {
  const lines = connection.collection('securityLog') as Collection<Stored>;
  const room: Room = { lines, head: null, unsure: null, turn: Promise.resolve() };
  return {
    async ready() {
      await lines.createIndex({ kind: 1, _id: -1 });
      await lines.createIndex({ 'who.id': 1, _id: -1 });
      await lines.createIndex({ time: 1 });
    },
    append(drafts) {
      const added = room.turn.then(() => append(room, drafts));
      room.turn = added.catch(() => undefined);
      return added;
    },
    ask: (question) => ask(lines, question),
    async read(after, limit) {
      const found = await lines
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(lineOf);
    },
    older: (ms) => older(lines, ms),
    remove: async (through) => (await lines.deleteMany({ _id: { $lte: through } })).deletedCount,
  };
}

async function append(room: Room, drafts: readonly Draft[]): Promise<SecurityLine[]> {
  const added: SecurityLine[] = await standing(room, drafts);
  let rest = drafts.filter(({ id }) => !added.some((line) => line.id === id));
  for (let lost = 0; rest.length > 0;) {
    const head = (room.head ??= await headOf(room.lines));
    const lines = link(head, rest.slice(0, AT_ONCE));
    const stored = await insert(room, head, lines);
    added.push(...lines.slice(0, stored));
    rest = rest.slice(stored);
    lost = stored > 0 ? 0 : lost + 1;
    if (lost > RACES) throw new Error('the security log takes no line');
    const last = lines[stored - 1];
    room.head = stored < lines.length ? null : (last ?? head); // another server was quicker: look again
  }
  return added;
}

/** What of a batch whose insert was not answered stands after all. */
async function standing(room: Room, drafts: readonly Draft[]): Promise<SecurityLine[]> {
  if (room.unsure === null) return [];
  const ids = new Set(drafts.map(({ id }) => id));
  const found = await room.lines.find({ _id: { $gt: room.unsure } }).toArray();
  room.unsure = null;
  return found.map(lineOf).filter(({ id }) => ids.has(id));
}

/** How many of the lines stand: all of them, or those before the first whose place was taken. */
async function insert(room: Room, head: Head, lines: readonly SecurityLine[]): Promise<number> {
  try {
    await room.lines.insertMany(lines.map(storedOf), { ordered: true });
    return lines.length;
  } catch (problem) {
    room.head = null;
    if (problem instanceof MongoBulkWriteError || problem instanceof MongoServerError) {
      const error = problem instanceof MongoBulkWriteError ? [problem.writeErrors].flat()[0] : undefined;
      if (problem.code === DUPLICATE && error) return error.index;
    }
    room.unsure ??= head.seq;
    throw problem;
  }
}

async function headOf(lines: Collection<Stored>): Promise<Head> {
  const [last] = await lines.find().sort({ _id: -1 }).limit(1).toArray();
  return last ? { seq: last._id, hash: last.hash } : NOTHING;
}

async function ask(lines: Collection<Stored>, question: LogQuestion): Promise<SecurityLine[]> {
  const { kind, person, from, until, before, limit } = question;
  const filter: Filter<Stored> = {
    ...(kind ? { kind } : {}),
    ...(person ? { 'who.id': String(person) } : {}),
    ...(before === undefined ? {} : { _id: { $lt: before } }),
    ...(from === undefined ? {} : { time: { $gte: new Date(from), $lt: new Date(until ?? from) } }),
  };
  return (await lines.find(filter).sort({ _id: -1 }).limit(limit).toArray()).map(lineOf);
}

async function older(lines: Collection<Stored>, ms: number): Promise<Pruned | null> {
  const [first] = await lines.find().sort({ _id: 1 }).limit(1).toArray();
  if (!first || first.time.getTime() >= ms) return null;
  const [stays] = await lines
    .find({ time: { $gte: new Date(ms) } })
    .sort({ _id: 1 })
    .limit(1)
    .toArray();
  const [last] = await lines
    .find(stays ? { _id: { $lt: stays._id } } : {})
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  if (!last) return null;
  const count = await lines.countDocuments({ _id: { $lte: last._id } });
  return { count, first: first._id, through: last._id, hash: last.hash };
}

function storedOf({ seq, ...line }: SecurityLine): Stored {
  return { _id: seq, time: new Date(line.at), ...line };
}

function lineOf({ _id, time: _time, ...line }: Stored): SecurityLine {
  return { seq: _id, ...line };
}
