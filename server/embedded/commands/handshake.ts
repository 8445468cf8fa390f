import { Long } from 'bson';
import { refuse } from '../refused.ts';
import { MAX_DOC_BYTES } from '../storage/documents.ts';
import type { Doc } from '../values/bson.ts';
import { MAX_MESSAGE_BYTES } from '../wire/message.ts';
import type { Answer } from './command.ts';

/** What a driver asks before and beside its work. */
export const handshakeCommands: Record<string, Answer> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: () => ({}),
  buildInfo,
  buildinfo: buildInfo,
  connectionStatus: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
  endSessions: () => ({}),
  refreshSessions: () => ({}),
  killSessions: () => ({}),
  getParameter: () => ({ featureCompatibilityVersion: { version: VERSION } }),
  killCursors: (engine, { body }) => {
    const killed: Long[] = [];
    const notFound: Long[] = [];
    for (const one of Array.isArray(body.cursors) ? body.cursors : []) {
      const id = BigInt(String(one));
      (engine.cursors.kill(id) ? killed : notFound).push(Long.fromBigInt(id));
    }
    return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] };
  },
  commitTransaction: () => refuse('transaction'),
  abortTransaction: () => refuse('transaction'),
  saslStart: () => refuse('authentication'),
};

/**
 * A standalone server of MongoDB 7.0. There is no `setName`, so drivers start no transactions; and no
 * `topologyVersion`, so they do not wait for changes of it. `embeddedStore` is a field of its own: by it this store is
 * told from a standalone MongoDB, whatever address it is reached by.
 */
function hello(): Doc {
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    maxBsonObjectSize: MAX_DOC_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 2000, // a driver splits larger bulk writes, and others get their turn in between
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30, // without it, sessions fail
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    embeddedStore: EMBEDDED_STORE,
  };
}

function buildInfo(): Doc {
  return {
    version: VERSION,
    versionArray: [7, 0, 0, 0],
    gitVersion: 'embedded',
    modules: ['embedded'],
    bits: 64,
    maxBsonObjectSize: MAX_DOC_BYTES,
    storageEngines: ['lmdb'],
  };
}

const VERSION = '7.0.0';
/** What `hello` answers in `embeddedStore`, and nobody else does. */
export const EMBEDDED_STORE = 'zhishou';
