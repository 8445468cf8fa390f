import type { OutboxItem } from './board.ts';
import type { KeptContact, Parcel } from './shelf.ts';

/** A command to be kept and sent. Its id is made by the caller, for good. */
export interface NewCommand {
  readonly id: string;
  readonly book: string;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ifSeq?: number;
  readonly madeAt: string;
  /** Photos and documents that the command names; they go after it. */
  readonly files?: readonly NewFile[];
  /** Personal data that the command names by id; it goes before it. */
  readonly contact?: { readonly id: string; readonly name: string | null; readonly phone: string | null };
  /** The refused command that this one takes the place of. */
  readonly replaces?: string;
}
export interface NewFile {
  readonly id: string;
  readonly name: string | null;
  readonly media: string;
  readonly bytes: ArrayBuffer;
}

/** A refused command, to be edited and sent anew under another id. It stays in the outbox until it is replaced. */
export interface Reopened extends Pick<OutboxItem, 'id' | 'type' | 'body' | 'refusal'> {
  readonly files: readonly NewFile[];
  readonly contact: Pick<KeptContact, 'name' | 'phone'> | null;
}

/** What is laid on the shelf for a new command. */
export function parcelOf({ files = [], contact, replaces, ...command }: NewCommand, account: string): Parcel {
  const savedAt = Date.now();
  const noun = command.type.slice(0, command.type.indexOf('.'));
  return {
    command: {
      ...command,
      account,
      savedAt,
      about: `${noun}/${String(command.body[`${noun}Id`] ?? command.id)}`,
      fileIds: files.map((file) => file.id),
      contactId: contact?.id ?? null,
      state: 'waiting',
      seq: null,
      deliveredAt: null,
      refusal: null,
    },
    files: files.map(({ id, name, media, bytes }, n) => ({
      bytes,
      file: {
        ...{ id, account, book: command.book, of: noun, row: command.id, name, media },
        ...{ size: bytes.byteLength, order: savedAt + n / 100, state: 'held', refusal: null },
      },
    })),
    contact: contact ? { ...contact, account } : null,
    replaces: replaces ?? null,
  };
}
