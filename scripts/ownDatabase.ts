import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** A database that is there for a while, on a server that is not. */
export interface OwnDatabase {
  /** The server's address with the name of the database in it. */
  readonly uri: string;
  /** Takes the database away, with all that is in it. */
  drop(): Promise<void>;
}

/**
 * A database of one's own on a MongoDB server, for a rehearsal or a test: whatever database the address names is
 * left alone.
 *
 * @param uri the server's address
 * @param what begins its name
 */
export function ownDatabase(uri: string, what: string): OwnDatabase {
  const name = `${what}-${randomBytes(4).toString('hex')}`;
  const own = uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`);
  return {
    uri: own,
    async drop() {
      const client = await MongoClient.connect(own);
      await client.db(name).dropDatabase();
      await client.close();
    },
  };
}
