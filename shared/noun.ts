import type * as z from 'zod/mini';
import type { Entry, Event } from './entry.ts';
import type { Refusal } from './refusal.ts';
import type { Principal } from './roles.ts';
import type { Rows, World } from './world.ts';

/** What `decide` may know beside the World and the command. No clock, no chance: both come in here. */
export interface Context {
  readonly commandId: string;
  readonly principal: Principal;
  /** Now by the book's clock, with offset; never earlier than the World's `at`. */
  readonly at: string;
  /** The IANA zone of the unit. */
  readonly zone: string;
  /** Archived rows that the command names, fetched from the records. */
  readonly archived: readonly { table: string; row: { id: string } }[];
  /** The real book's World, for a command that opens an exercise on the same ground. */
  readonly real?: World;
}

/** The answer of `decide`: what happens, in order (at least one event), or why not. */
export type Decision = readonly Event[] | Refusal;

export type Body<Schema> = Schema extends z.ZodMiniType ? z.infer<Schema> : never;

/** One decision per command: `(world, body, context)`. Pure. */
export type Deciders<Commands> = {
  readonly [T in keyof Commands]: (world: World, body: Body<Commands[T]>, context: Context) => Decision;
};

/** One application per event. Pure but for the rows it is handed. */
export type Appliers<Events> = {
  readonly [T in keyof Events]: (
    rows: Rows,
    event: Events[T] & { type: T; id: string },
    entry: Entry,
  ) => void;
};

/** Something that falls due: the clock submits `type` with `body` as the actor `system`, once per `id`. */
export interface Due {
  /** When, with offset. A moved deadline makes another id, so it fires again. */
  readonly at: string;
  readonly type: string;
  readonly body: object;
  /** What falls due, stable: the command's id is made from this and `at`. */
  readonly key: string;
}

/** A noun's part of the catalogue. */
export interface Noun {
  readonly commands: Readonly<Record<string, z.ZodMiniType>>;
  readonly decide: Readonly<Record<string, (world: World, body: never, context: Context) => Decision>>;
  readonly apply: Readonly<Record<string, (rows: Rows, event: never, entry: Entry) => void>>;
  readonly due?: (world: World) => Iterable<Due>;
  /** The archived row a command needs, for the desk to fetch: table and id. */
  readonly archived?: (type: string, body: never) => { table: string; id: string } | null;
}
