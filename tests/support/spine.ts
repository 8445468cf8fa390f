import { randomUUID } from 'node:crypto';
import type { Principal } from '../../shared/roles.ts';
import { SYSTEM } from '../../shared/roles.ts';
import { REAL } from '../../shared/book/contract.ts';
import type { Answer } from '../../shared/wire.ts';
import { Books, type BooksSetting } from '../../server/books.ts';
import { mongoJournal } from '../../server/journal/mongoJournal.ts';
import { openLease, type Lease } from '../../server/lease.ts';
import { mongoRecords } from '../../server/records/mongoRecords.ts';
import { mongoSnapshots } from '../../server/snapshots/mongoSnapshots.ts';
import { eraser } from '../../server/effects/erase.ts';
import type { Store } from '../../server/store.ts';

/** Everything between a command and the records, without HTTP. */
export interface Spine extends Omit<BooksSetting, 'erase'> {
  readonly books: Books;
  readonly lease: Lease;
  /** What was reported as a fault; tests that expect none assert that it is empty. */
  readonly faults: string[];
  /** What an erasure removed outside journal and records, as `file/<id>` and `contact/<id>`. */
  readonly dropped: string[];
  submit(principal: Principal, type: string, body: object, id?: string): Promise<Answer>;
  close(): Promise<void>;
}

export async function openSpine(store: Store, now: () => number = Date.now): Promise<Spine> {
  const { connection } = store;
  const keep = {
    journal: mongoJournal(connection),
    records: mongoRecords(connection),
    snapshots: mongoSnapshots(connection),
  };
  await Promise.all([keep.journal.ready(), keep.records.ready(), keep.snapshots.ready()]);
  const lease = await openLease(connection, randomUUID());
  const faults: string[] = [];
  const report = (what: string, problem: unknown) => `${faults.push(`${what}: ${String(problem)}`)}`;
  const dropped: string[] = [];
  const drop = (kind: string) => async (id: string) => void dropped.push(`${kind}/${id}`);
  const erase = eraser({ ...keep, dropFile: drop('file'), dropContact: drop('contact') });
  const setting = { ...keep, lease, now, zone: 'Asia/Shanghai', report };
  const books = await Books.open({ ...setting, erase });
  return {
    ...setting,
    books,
    faults,
    dropped,
    submit: (principal, type, body, id = randomUUID()) =>
      books.submit(principal, { id, book: REAL, type, body: body as Record<string, unknown> }),
    async close() {
      await books.close();
      await lease.close();
    },
  };
}

/** A unit with two villages, as the set-up makes it. */
export async function setUp(spine: Spine): Promise<void> {
  const village = (id: string, name: string, lng: number) => ({
    ...{ id, code: null, name, alias: null, surveyed: false },
    position: { lat: 42.35, lng },
  });
  const villages = [village('shulonggou', '束龙沟村', 120.9), village('gaohe', '高和村', 120.8)];
  const unit = { name: '土城子乡', code: '150525204', zone: 'Asia/Shanghai', superior: '奈曼旗', villages };
  const answer = await spine.submit(SYSTEM, 'unit.setUp', unit);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
}

const person = (
  id: string,
  name: string,
  post: string,
  role: Principal['role'],
  villageId: string | null = null,
) => ({ id, name, post, role, villageId, departmentId: null }) as const;

export const officer = person('officer-c', '值班员C', '主班', 'dutyOfficer');
export const leader = person('leader-b', '乙', '党委副书记', 'leader');
export const liaison = person('liaison-slg', '联络员甲', '束龙沟村联络员', 'villageLiaison', 'shulonggou');
export const stranger = person('liaison-gh', '联络员乙', '高和村联络员', 'villageLiaison', 'gaohe');

/** A report as the desk takes it down by phone; a liaison's comes by `app`. */
export function reportBody(
  words: string,
  channel: 'phone' | 'app' = 'phone',
  villageId = 'shulonggou',
): object {
  return {
    villageId,
    kind: 'U02',
    urgency: 'urgent',
    words,
    place: { villageId, point: null, source: 'village', accuracy: null, detail: null },
    casualties: null,
    happenedAt: null,
    foundAt: null,
    channel,
    informant: { unit: null, name: null, post: null, contactId: null },
    receivedAt: null,
    fileIds: [],
  };
}
