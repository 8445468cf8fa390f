import { MongoBulkWriteError, MongoServerError } from 'mongodb';

/** Where an ordered insert stopped because a key was there already. */
export interface PlaceTaken {
  /** So many documents before it stand. */
  readonly stored: number;
  readonly message: string;
}

const DUPLICATE = 11_000;

/** Only a duplicate key is an answer one can build on. Null for any other error: what was sent may stand or not. */
export function placeTaken(problem: unknown): PlaceTaken | null {
  if (!(problem instanceof MongoServerError) || problem.code !== DUPLICATE) return null;
  const error = problem instanceof MongoBulkWriteError ? [problem.writeErrors].flat()[0] : undefined;
  return error ? { stored: error.index, message: error.errmsg ?? '' } : null;
}
