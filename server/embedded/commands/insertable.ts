import { ObjectId } from 'bson';
import { code, MongoFault } from '../errors.ts';
import { idFirst } from '../update/update.ts';
import { decode, encode, isDoc, type Doc } from '../values/bson.ts';
import { rank, rankOf, typeName } from '../values/types.ts';

/** A document on its way in, or why it cannot come in. */
export interface NewDocument {
  doc: Doc;
  raw: Buffer;
  refusal?: MongoFault;
}

/** Gives a document its `_id`, in the first place; bytes that have it there are stored as they came. */
export function toStore(raw: Buffer): NewDocument {
  let doc: Doc;
  try {
    doc = decode(raw);
  } catch (error) {
    return { doc: {}, raw, refusal: new MongoFault(code.invalidBson, (error as Error).message) };
  }
  if (doc._id === undefined) doc = idFirst({ ...doc, _id: new ObjectId() });
  else if (raw.toString('latin1', 5, 9) === '_id\0') return { doc, raw, ...refusalOf(doc._id) };
  else doc = idFirst(doc);
  return { doc, raw: encode(doc), ...refusalOf(doc._id) };
}

function refusalOf(id: unknown): { refusal?: MongoFault } {
  const kind = rankOf(id);
  if (kind === rank.array || kind === rank.regex) {
    return { refusal: new MongoFault(code.badValue, `The '_id' value cannot be of type ${typeName(id)}`) };
  }
  const dollar = isDoc(id) ? Object.keys(id).find((key) => key.startsWith('$')) : undefined;
  if (dollar === undefined) return {};
  const text = `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`;
  return { refusal: new MongoFault(code.dollarPrefixedFieldName, text) };
}
