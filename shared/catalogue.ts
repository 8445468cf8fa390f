import type * as z from 'zod/mini';
import * as absence from './absence/noun.ts';
import * as account from './account/noun.ts';
import * as attendance from './attendance/noun.ts';
import * as book from './book/noun.ts';
import * as calendar from './calendar/noun.ts';
import * as call from './call/noun.ts';
import * as dutyLog from './dutyLog/noun.ts';
import type { Entry, Event } from './entry.ts';
import * as handover from './handover/noun.ts';
import * as incident from './incident/noun.ts';
import * as layer from './layer/noun.ts';
import type { Body, Context, Decision, Due, Noun } from './noun.ts';
import * as openItem from './openItem/noun.ts';
import * as pattern from './pattern/noun.ts';
import * as person from './person/noun.ts';
import * as report from './report/noun.ts';
import * as rollCall from './rollCall/noun.ts';
import * as roster from './roster/noun.ts';
import * as shift from './shift/noun.ts';
import * as substitution from './substitution/noun.ts';
import * as unit from './unit/noun.ts';
import * as village from './village/noun.ts';
import * as zeroReport from './zeroReport/noun.ts';
import type { Rows, World } from './world.ts';

/** Every noun of the product. A new one adds its line here, in `rows.ts`, `roles.ts` and `see.ts`. */
const nouns = {
  account: account.noun,
  book: book.noun,
  unit: unit.noun,
  village: village.noun,
  layer: layer.noun,
  report: report.noun,
  incident: incident.noun,
  calendar: calendar.noun,
  pattern: pattern.noun,
  person: person.noun,
  absence: absence.noun,
  shift: shift.noun,
  roster: roster.noun,
  substitution: substitution.noun,
  openItem: openItem.noun,
  handover: handover.noun,
  attendance: attendance.noun,
  call: call.noun,
  dutyLog: dutyLog.noun,
  zeroReport: zeroReport.noun,
  rollCall: rollCall.noun,
} as const satisfies Record<string, Noun>;

type Nouns = typeof nouns;
/** The type of every command there is, e.g. `report.acknowledge`. */
export type CommandType = { [N in keyof Nouns]: keyof Nouns[N]['commands'] & string }[keyof Nouns];
/** The body of each command, as its contract says. */
export type BodyOf<T extends CommandType> = Body<
  { [N in keyof Nouns]: T extends keyof Nouns[N]['commands'] ? Nouns[N]['commands'][T] : never }[keyof Nouns]
>;

const parts: Noun[] = Object.values(nouns);
const merged = <Part>(pick: (noun: Noun) => Readonly<Record<string, Part>>) =>
  new Map<string, Part>(parts.flatMap((noun) => Object.entries(pick(noun))));

const schemas = merged((noun) => noun.commands);
const deciders = merged((noun) => noun.decide);
const appliers = merged((noun) => noun.apply);

/** All that can be asked for and all that can happen, looked up by type. */
export const catalogue = {
  /** Every command type, in the order of the nouns. */
  commandTypes: [...schemas.keys()] as CommandType[],
  /** Every event type that a fold knows. */
  eventTypes: [...appliers.keys()],
  /** The contract of a command, or undefined for a type that is not in the catalogue. */
  contract: (type: string): z.ZodMiniType | undefined => schemas.get(type),
  decide(world: World, type: string, body: unknown, context: Context): Decision {
    const decide = deciders.get(type);
    if (!decide) throw new RangeError(`no decision for ${type}`);
    return decide(world, body as never, context);
  },
  /** Applies one event. An unknown type changes nothing: an older server may meet a newer journal. */
  apply(rows: Rows, event: Event, entry: Entry): void {
    appliers.get(event.type)?.(rows, event as never, entry);
  },
  /** What falls due in a World, by any noun. */
  *due(world: World): Iterable<Due> {
    for (const noun of parts) if (noun.due) yield* noun.due(world);
  },
  /** The archived row a command names, if any. */
  archived(type: string, body: unknown): { table: string; id: string } | null {
    const noun = nouns[type.slice(0, type.indexOf('.')) as keyof Nouns] as Noun | undefined;
    return noun?.archived?.(type, body as never) ?? null;
  },
};
