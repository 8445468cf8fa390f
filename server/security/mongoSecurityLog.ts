import type { Collection, Filter } from 'mongodb';
import { placeTaken } from '../journal/placeTaken.ts';
import { link, NOTHING, type Head } from './chain.ts';
import type { Draft, SecurityLine } from './contract.ts';
import type { LogQuestion, Pruned, SecurityLog } from './securityLog.ts';

/** A line as it is stored: its `seq` is its key, so that order is the key's; `time` is `at` as a moment. */
type Stored = Omit<SecurityLine, 'seq'> & { readonly _id: number; readonly time: Date };

interface Room {
  readonly lines: Collection<Stored>;
  /** Where the log ends as far as is known; null when it must be read. */
  head: Head | null;
  /** Drafts whose insert was not answered, with the `seq` after which they stand, if they do. */
  readonly doubt: Map<string, number>;
  turn: Promise<unknown>;
}

const AT_ONCE = 200;
/** So often in a row others may be quicker; more is no race any more. */
const RACES = 50;
/** So many drafts in doubt are remembered: more than ever wait to be written again. Of others nobody asks any more. */
const IN_DOUBT = 5_000;

/** The security log in MongoDB, in the collection `securityLog`. Several servers may write: the key decides. */
export function mongoSecurityLog(connection: { collection(name: string): unknown }): SecurityLog {
  const lines = connection.collection('securityLog') as Collection<Stored>;
  const room: Room = { lines, head: null, doubt: new Map(), turn: Promise.resolve() };
  return {
    async ready() {
      await lines.createIndex({ kind: 1, _id: -1 });
      await lines.createIndex({ 'who.id': 1, _id: -1 });
      await lines.createIndex({ time: 1 });
    },
    append(drafts, isWanted = () => true) {
      const added = room.turn.then(() => {
        if (!isWanted()) throw new Error('nobody waits for these lines any more');
        return append(room, drafts);
      });
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
  const added: SecurityLine[] = [];
  let from: number | null = null;
  try {
    for (let lost = 0; added.length < drafts.length;) {
      added.push(...(await standing(room, drafts, added)));
      const rest = drafts.filter(({ id }) => !added.some((line) => line.id === id)).slice(0, AT_ONCE);
      if (rest.length === 0) break;
      const head = (room.head ??= await headOf(room.lines));
      from ??= head.seq;
      const lines = link(head, rest);
      const stored = await insert(room, lines);
      added.push(...lines.slice(0, stored));
      lost = stored > 0 ? 0 : lost + 1;
      if (lost > RACES) throw new Error('the security log takes no line');
      room.head = stored < lines.length ? null : (lines[stored - 1] ?? head); // another was quicker: look again
    }
  } catch (problem) {
    room.head = null;
    if (from !== null) doubt(room, drafts, from);
    throw problem;
  }
  for (const { id } of drafts) room.doubt.delete(id);
  return added;
}

/** What stands after all of drafts that are in doubt; they remain so until all is written: it may yet come to stand. */
async function standing(room: Room, drafts: readonly Draft[], added: readonly SecurityLine[]) {
  const known = new Set(added.map(({ id }) => id));
  const asked = drafts.filter(({ id }) => room.doubt.has(id) && !known.has(id)).map(({ id }) => id);
  if (asked.length === 0) return [];
  const after = Math.min(...asked.map((id) => room.doubt.get(id) ?? 0));
  const found = await room.lines.find({ _id: { $gt: after } }).toArray();
  return found.map(lineOf).filter(({ id }) => asked.includes(id));
}

/** Nobody knows what of these stands: who brings one again is told by looking for it behind where the log ended then. */
function doubt(room: Room, drafts: readonly Draft[], from: number): void {
  for (const { id } of drafts) {
    const after = room.doubt.get(id) ?? from;
    room.doubt.delete(id); // the last of the map is the newest
    room.doubt.set(id, after);
  }
  for (const id of room.doubt.keys()) if (room.doubt.size > IN_DOUBT) room.doubt.delete(id);
}

/** How many of the lines stand: all of them, or those before the first whose place was taken. */
async function insert(room: Room, lines: readonly SecurityLine[]): Promise<number> {
  try {
    await room.lines.insertMany(lines.map(storedOf), { ordered: true });
    return lines.length;
  } catch (problem) {
    const taken = placeTaken(problem);
    if (taken) return taken.stored;
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
