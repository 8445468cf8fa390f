import { shallowRef } from 'vue';
import type { Fault } from '../../../shared/wire.ts';
import type { KeptCommand, KeptFile } from './shelf.ts';

/**
 * waiting → sending → delivered | refused. `held` is an order that waited so long that a person must say again that
 * it should go.
 */
export type OutboxState = KeptCommand['state'] | 'sending';

/** A command in the outbox, as screens show it. */
export interface OutboxItem extends Omit<KeptCommand, 'state'> {
  readonly state: OutboxState;
  /** Why the last try came to nothing; it is tried again by itself. */
  readonly fault: Fault | null;
  /** False while it lies in this page's memory alone, because the browser would not keep it. */
  readonly durable: boolean;
}

/** A file in the outbox. `progress` is the part that has gone, from 0 to 1, or null while it is not going. */
export interface OutboxFile extends KeptFile {
  readonly progress: number | null;
  readonly fault: Fault | null;
  readonly durable: boolean;
}

/** What lies in the outbox, in memory: what screens read and what the sender works on. Lists are replaced. */
export class Board {
  readonly items = shallowRef<readonly OutboxItem[]>([]);
  readonly files = shallowRef<readonly OutboxFile[]>([]);
  /** Delivered and seen among the rows: not shown again, though still on the shelf for a while. */
  readonly settled = new Set<string>();

  /** Takes over what the shelf holds; keeps what only this page knows. */
  load(commands: readonly KeptCommand[], files: readonly KeptFile[]): void {
    const loose = this.items.value.filter((item) => !item.durable);
    const kept = commands
      .filter((command) => command.state !== 'delivered' || !this.settled.has(command.id))
      .map((command) => ({ ...NEW, ...command, ...volatile(command, this.item(command.id)) }));
    this.items.value = [...kept, ...loose];
    this.files.value = [
      ...files.map((file) => ({ ...NEW_FILE, ...file, ...only(this.file(file.id)) })),
      ...this.files.value.filter((file) => !file.durable),
    ].sort((a, b) => a.order - b.order);
  }

  item(id: string): OutboxItem | undefined {
    return this.items.value.find((item) => item.id === id);
  }

  file(id: string): OutboxFile | undefined {
    return this.files.value.find((file) => file.id === id);
  }

  add(command: KeptCommand, files: readonly KeptFile[], durable: boolean, filesDurable: boolean): void {
    this.items.value = [...this.items.value, { ...NEW, ...command, durable }];
    const added = files.map((file) => ({ ...NEW_FILE, ...file, durable: filesDurable }));
    this.files.value = [...this.files.value, ...added];
  }

  patch(id: string, fields: Partial<OutboxItem>): void {
    this.items.value = this.items.value.map((item) => (item.id === id ? { ...item, ...fields } : item));
  }

  patchFile(id: string, fields: Partial<OutboxFile>): void {
    this.files.value = this.files.value.map((file) => (file.id === id ? { ...file, ...fields } : file));
  }

  remove(id: string): void {
    this.items.value = this.items.value.filter((item) => item.id !== id);
  }

  removeFiles(lost: (file: OutboxFile) => boolean): void {
    this.files.value = this.files.value.filter((file) => !lost(file));
  }
}

/** What the shelf keeps of an item. */
export function keptOf(item: OutboxItem): KeptCommand {
  const { fault: _fault, durable: _durable, state, ...command } = item;
  return { ...command, state: state === 'sending' ? 'waiting' : state };
}

export function keptFileOf(file: OutboxFile): KeptFile {
  const { progress: _progress, fault: _fault, durable: _durable, ...kept } = file;
  return kept;
}

const NEW = { fault: null, durable: true } as const;
const NEW_FILE = { progress: null, fault: null, durable: true } as const;

function volatile(command: KeptCommand, item: OutboxItem | undefined): Partial<OutboxItem> {
  if (!item || command.state !== 'waiting') return {};
  return { fault: item.fault, ...(item.state === 'sending' ? { state: 'sending' as const } : {}) };
}

function only(file: OutboxFile | undefined): Partial<OutboxFile> {
  return file ? { progress: file.progress, fault: file.fault } : {};
}
