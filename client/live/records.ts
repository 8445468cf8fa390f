import type { Table, Tables } from '../../shared/rows.ts';
import { ask } from './http.ts';

/** A row of the records: what was, also after it left the World. */
export interface Remembered<T extends Table> {
  /** The entry in which it first appeared: the next page begins before it. */
  readonly first: number;
  readonly archived: boolean;
  readonly row: Tables[T];
}

export interface Looking {
  readonly book: string;
  /** Words, or the initials of their pinyin. */
  readonly find?: string;
  /** Only rows that belong to this report or incident. */
  readonly of?: string;
  readonly before?: number;
  readonly limit?: number;
}

/** Looks back, newest first. Null when the server does not answer. */
export async function askRecords<T extends Table>(
  table: T,
  looking: Looking,
): Promise<Remembered<T>[] | null> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(looking)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const heard = await ask('GET', `/api/records/${table}?${query.toString()}`);
  if (heard?.status !== 200) return null;
  return (heard.body as { rows: Remembered<T>[] }).rows;
}
