import { catalogueCommands } from './commands/catalogue.ts';
import type { Command, Answer } from './commands/command.ts';
import { Cursors } from './commands/cursors.ts';
import { handshakeCommands } from './commands/handshake.ts';
import { readCommands } from './commands/read.ts';
import { writeCommands } from './commands/write.ts';
import { code, MongoFault, StorageError } from './errors.ts';
import { refuse } from './refused.ts';
import type { Store } from './storage/store.ts';
import { isDoc, type Doc } from './values/bson.ts';
import type { Request } from './wire/message.ts';
import type { Reply } from './wire/reply.ts';

/** Answers commands out of a store. */
export class Engine {
  readonly store: Store;
  readonly cursors = new Cursors();

  constructor(store: Store) {
    this.store = store;
  }

  /** A command's reply. A refusal or fault is a reply as well. */
  async answer(request: Request): Promise<Reply> {
    try {
      const command = commandOf(request);
      const answer = Object.hasOwn(answers, command.name) ? answers[command.name] : undefined;
      if (!answer) refuse('command', `'${command.name}'`);
      refuseOptions(command.body);
      const reply = await answer(this, command);
      return 'batch' in reply ? reply : { ...reply, ok: 1 };
    } catch (error) {
      return faultOf(error).reply;
    }
  }

  async close(): Promise<void> {
    await this.store.close();
  }
}

const answers: Record<string, Answer> = {
  ...handshakeCommands,
  ...readCommands,
  ...writeCommands,
  ...catalogueCommands,
};

function commandOf({ body, sections }: Request): Command {
  const name = Object.keys(body)[0] ?? '';
  const db = body.$db;
  if (typeof db !== 'string')
    throw new MongoFault(code.invalidOptions, 'OP_MSG requests require a $db argument');
  const limit = Number(body.maxTimeMS ?? 0);
  return { name, db, body, sections, deadline: limit > 0 ? performance.now() + limit : Infinity };
}

/** Options that any command may carry and this store does not have. */
function refuseOptions(body: Doc): void {
  if (body.autocommit !== undefined || body.startTransaction !== undefined || body.txnNumber !== undefined) {
    refuse('transaction');
  }
  if (isDoc(body.collation) && body.collation.locale !== 'simple') refuse('collation');
  if (isDoc(body.let) && Object.keys(body.let).length > 0) refuse('let');
  const level = isDoc(body.readConcern) ? body.readConcern.level : undefined;
  if (level === 'snapshot' || level === 'linearizable') refuse('readConcern', `'${level}'`);
}

function faultOf(error: unknown): MongoFault {
  if (error instanceof MongoFault) return error;
  if (error instanceof StorageError && error.diskFull) {
    return new MongoFault(code.outOfDiskSpace, `the disk of the embedded store is full: ${error.message}`);
  }
  return new MongoFault(code.internalError, error instanceof Error ? error.message : String(error));
}
