import { code, fault } from '../errors.ts';
import type { Engine } from '../engine.ts';
import { isDoc, type Doc } from '../values/bson.ts';
import type { Reply } from '../wire/reply.ts';

/** A command, taken apart. */
export interface Command {
  /** The body's first key. */
  name: string;
  db: string;
  body: Doc;
  /** Documents that came beside the body, as bytes. */
  sections: Record<string, Buffer[]>;
  /** When `maxTimeMS` is over, by `performance.now()`. */
  deadline: number;
}

export type Answer = (engine: Engine, command: Command) => Reply | Promise<Reply>;

/** The collection a command is about. */
export function collectionName({ body, name }: Command): string {
  const collection = body[name];
  if (typeof collection !== 'string') {
    fault(code.invalidNamespace, `collection name has invalid type ${typeof collection}`);
  }
  return collection;
}

export function namespace(command: Command): string {
  return `${command.db}.${collectionName(command)}`;
}

/** A document among a command's arguments; empty when it is left out. */
export function docOf(value: unknown, field: string): Doc {
  if (value === undefined || value === null) return {};
  if (!isDoc(value))
    fault(code.typeMismatch, `BSON field '${field}' is the wrong type, expected type 'object'`);
  return value;
}

/** A whole number among a command's arguments. */
export function countOf(value: unknown, field: string, fallback = 0): number {
  if (value === undefined || value === null) return fallback;
  const count = Number(value);
  if (!Number.isInteger(count)) fault(code.typeMismatch, `BSON field '${field}' must be a whole number`);
  return count;
}
