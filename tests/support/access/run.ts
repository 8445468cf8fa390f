import type { Connection } from 'mongoose';
import { TARGETS, PRINCIPALS, CANARIES, type Cells, type PrincipalName, type Target } from './table.ts';
import type { Asker, Heard } from './people.ts';

/** What came of all cells so far. */
export interface Outcome {
  cells: number;
  asWritten: number;
  /** Cells that are not as written, and denials that gave something away, in words. */
  readonly wrong: string[];
  /** Canaries that somebody was given who may not have them. */
  readonly canaries: string[];
  /** How often somebody was denied something, by address and operation, as the security log must have it. */
  readonly denials: Map<string, number>;
}

export const newOutcome = (): Outcome => ({
  ...{ cells: 0, asWritten: 0 },
  ...{ wrong: [], canaries: [], denials: new Map() },
});

/** How cells are tried. */
export interface Trial {
  /** Makes what all the denied of a target are tried on, before it is looked whether they change anything. */
  prepare(target: Target): Promise<unknown>;
  /** `fresh` when it is to be carried out: then on something of its own. */
  attempt(asker: Asker, target: Target, fresh: boolean): Promise<Heard>;
  /** What the security log calls the operation. */
  denialKey(heard: Heard): string;
}

export interface RunSetting {
  readonly askers: ReadonlyMap<PrincipalName, Asker>;
  readonly connection: Connection;
  readonly outcome: Outcome;
}

/** Where the journal of the real book ends. */
export async function headOf(connection: Connection): Promise<string> {
  const range = { $gt: 'real/', $lt: 'real0' };
  const journal = connection.collection<{ _id: string }>('journal');
  const [last] = await journal.find({ _id: range }).sort({ _id: -1 }).limit(1).toArray();
  return last?._id ?? '';
}

/**
 * Runs every cell of one operation: first all that must be refused, for every principal and target, with the journal
 * as it was before; then those that must be done, each on something of its own.
 */
export async function runCells(
  operation: string,
  cells: Cells,
  trial: Trial,
  { askers, connection, outcome }: RunSetting,
): Promise<void> {
  const all = cellsOf(cells);
  const one = async ({ name, target, expected }: Cell) => {
    const asker = askers.get(name) as Asker;
    const heard = await trial.attempt(asker, target, expected === 'y');
    const got = classify(heard);
    outcome.cells += 1;
    if (got === expected) outcome.asWritten += 1;
    else
      outcome.wrong.push(
        `${operation} ${target} ${name}: ${expected} expected, ${got} (${heard.status} ${heard.code}) got`,
      );
    if ('134'.includes(got)) note(outcome, `${asker.address} ${trial.denialKey(heard)}`);
    if ('134L'.includes(got) && gives(heard.body))
      outcome.wrong.push(`${operation} ${target} ${name}: denied with data`);
    listen(outcome, name, `${operation} ${target}`, heard.text);
  };
  const denied = all.filter(({ expected }) => expected !== 'y');
  for (const target of TARGETS) {
    const here = denied.filter((cell) => cell.target === target);
    if (here[0]) await trial.prepare(target);
    const before = await headOf(connection);
    await Promise.all(here.map(one));
    if ((await headOf(connection)) !== before)
      outcome.wrong.push(`${operation} ${target}: a denial wrote into the journal`);
  }
  for (const cell of all.filter(({ expected }) => expected === 'y')) await one(cell);
}

interface Cell {
  readonly name: PrincipalName;
  readonly target: Target;
  readonly expected: string;
}

function cellsOf(cells: Cells): Cell[] {
  return TARGETS.flatMap((target) => {
    const letters = (cells[target] ?? '').replace(/ /g, '');
    if (letters !== '' && letters.length !== PRINCIPALS.length)
      throw new Error(`a line of the table has ${letters.length} letters: ${cells[target]}`);
    return [...letters].map((expected, n) => ({ name: PRINCIPALS[n] as PrincipalName, target, expected }));
  });
}

const HIDDEN = new Set(
  ['command.unknown-target', 'http.unknown', 'file.unknown', 'contact.unknown', 'account.unknown'].concat(
    'session.unknown',
  ),
);
const FORBIDDEN = new Set([
  'http.not-allowed',
  'command.not-allowed',
  'command.other-village',
  'file.not-allowed',
]);

/** The letter of the table for an answer. */
function classify({ status, code, body }: Heard): string {
  if (code === 'http.too-many') throw new Error('the limit of requests was met: the cells tell nothing');
  if (status === 401 && (code === 'http.signed-out' || code === 'signed-out')) return '1';
  if (status === 423 || code === 'locked') return 'L';
  if (code && FORBIDDEN.has(code)) return '3';
  if (code && HIDDEN.has(code)) return '4';
  if (status >= 500) return `${status}`;
  if (status >= 300) return 'n';
  return isEmpty(body) ? 'e' : 'y';
}

/** An answer whose list has nothing in it. */
function isEmpty(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const lists = Object.values(body).filter(Array.isArray);
  return lists.length > 0 && lists.every((list) => list.length === 0);
}

const SAID = new Set(['code', 'zh', 'en', 'ok', 'refusal', 'fault', 'id']);

/** Whether a denial says more than that it is one. */
function gives(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return body !== null;
  return Object.entries(body).some(
    ([name, value]) => !SAID.has(name) || (typeof value === 'object' && gives(value)),
  );
}

function note({ denials }: Outcome, key: string): void {
  denials.set(key, (denials.get(key) ?? 0) + 1);
}

/** Looks for canaries in whatever somebody was given. */
export function listen({ canaries }: Outcome, name: PrincipalName, where: string, text: string): void {
  const may = CANARIES[name];
  if (may.includes('*')) return;
  for (const [, which] of text.matchAll(/金丝雀([报题](?:own|other|township))/g))
    if (!may.includes(which as string)) canaries.push(`${name} at ${where}: ${which}`);
}
