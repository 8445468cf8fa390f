import { Schema, type Connection, type Model } from 'mongoose';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import type { Principal } from '../../shared/roles.ts';
import { isTaken, literal, PLAIN } from '../accounts/models.ts';
import { contactRefusals } from './refusals.ts';

/**
 * Personal data that the journal only names by id: who reported, under what number. Ordinary documents that can be
 * corrected by who wrote them and deleted for good; a deleted id stays taken, so that a late repeat from an outbox
 * does not bring a person back.
 */
export interface Contacts {
  ready(): Promise<void>;
  find(id: string): Promise<Contact | null>;
  /** Keeps it under an id made by the client. The same again is no change; another's id is refused. */
  put(id: string, body: ContactBody, principal: Pick<Principal, 'id'>): Promise<Refusal | null>;
  remove(id: string): Promise<Refusal | null>;
}

export interface ContactBody {
  readonly name: string | null;
  readonly phone: string | null;
}

export interface Contact extends ContactBody {
  readonly id: string;
}

interface ContactRecord extends ContactBody {
  readonly _id: string;
  readonly byId: string | null;
  readonly at: Date;
  /** From then on nothing is left but the id. */
  readonly deletedAt: Date | null;
}

interface Room {
  readonly model: Model<ContactRecord>;
  readonly now: () => number;
}

export function openContacts({
  connection,
  now = Date.now,
}: {
  readonly connection: Connection;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}): Contacts {
  const model = connection.model<ContactRecord>('contact', schema(), 'contacts');
  const room = { model, now };
  return {
    ready: () => model.createIndexes(),
    async find(id) {
      const record = await recordOf(room, id);
      return record && !record.deletedAt ? { id: record._id, name: record.name, phone: record.phone } : null;
    },
    put: (id, body, principal) => put(room, id, body, principal),
    remove: (id) => remove(room, id),
  };
}

async function put(
  room: Room,
  id: string,
  { name, phone }: ContactBody,
  { id: byId }: Pick<Principal, 'id'>,
): Promise<Refusal | null> {
  const before = await recordOf(room, id);
  if (!before) return insert(room, id, { name, phone }, byId);
  if (before.deletedAt) return refuse(contactRefusals, 'contact.deleted');
  if (before.name === name && before.phone === phone) return null;
  if (before.byId !== byId) return refuse(contactRefusals, 'contact.foreign');
  const mine = { _id: before._id, byId, deletedAt: null };
  await room.model.updateOne(mine, { $set: { name, phone, at: new Date(room.now()) } }, literal);
  return null;
}

async function insert(room: Room, id: string, body: ContactBody, byId: string): Promise<Refusal | null> {
  try {
    await room.model.create({ _id: id, ...body, byId, at: new Date(room.now()), deletedAt: null });
    return null;
  } catch (problem) {
    if (!isTaken(problem)) throw problem;
    return put(room, id, body, { id: byId });
  }
}

async function remove(room: Room, id: string): Promise<Refusal | null> {
  const nothing = { name: null, phone: null, byId: null, deletedAt: new Date(room.now()) };
  const { matchedCount } = await room.model.updateOne({ _id: String(id) }, { $set: nothing }, literal);
  return matchedCount > 0 ? null : refuse(contactRefusals, 'contact.unknown');
}

function recordOf({ model }: Room, id: string): Promise<ContactRecord | null> {
  return model.findOne({ _id: String(id) }, null, literal).lean<ContactRecord>();
}

function schema(): Schema<ContactRecord> {
  return new Schema<ContactRecord>(
    {
      _id: { type: String, required: true },
      name: { type: String, default: null },
      phone: { type: String, default: null },
      byId: { type: String, default: null },
      at: { type: Date, required: true },
      deletedAt: { type: Date, default: null },
    },
    PLAIN,
  );
}
