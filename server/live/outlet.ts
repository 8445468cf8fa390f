import type { Socket as Wire } from 'node:net';
import type { Packed } from './pack.ts';

/** What an outlet needs of Engine.IO's connection; all of it is its public interface. */
export interface Connection {
  readonly readyState: string;
  readonly transport: { readonly writable: boolean };
  write(text: string, options: { compress?: boolean }, sent: () => void): unknown;
  once(event: 'drain', listener: () => void): unknown;
}

/** So much may wait for a screen that reads slowly; beyond it the screen is let go and comes back by its `seq`. */
export interface Cap {
  readonly packets: number;
  readonly bytes: number;
}

/**
 * The way out to one screen, and the count of what waits there. What goes to many is written to the TCP socket as it
 * was framed for all; while something of Engine.IO's own is on its way, it goes through Engine.IO instead, so that the
 * order stays. See docs/decisions/0005-one-frame-for-all.md.
 */
export class Outlet {
  readonly #connection: Connection;
  readonly #wire: Wire;
  /** Packets for many that were handed on while others still waited, and are not sent yet. */
  #packets = 0;
  /** Bytes of those that Engine.IO has not handed to the TCP socket yet. */
  #held = 0;

  constructor(connection: Connection, wire: Wire) {
    this.#connection = connection;
    this.#wire = wire;
  }

  /** Bytes that wait in this process; what the kernel holds is out of sight, a few megabytes at most. */
  get bytes(): number {
    return this.#held + this.#wire.writableLength;
  }

  isOver({ packets, bytes }: Cap): boolean {
    return this.#packets > packets || this.bytes > bytes;
  }

  send({ text, bytes }: Packed): void {
    const connection = this.#connection;
    if (connection.readyState !== 'open') return;
    if (!connection.transport.writable) return this.#hold(text);
    if (this.#wire.writableLength === 0) return void this.#wire.write(bytes);
    this.#packets += 1;
    this.#wire.write(bytes, this.#sent);
  }

  /** Ends the connection at once, with what waits for it here and in the kernel: a farewell would wait behind it. */
  cut(): void {
    this.#wire.resetAndDestroy();
  }

  #hold(text: string): void {
    if (this.#held === 0) this.#connection.once('drain', () => (this.#held = 0));
    this.#held += Buffer.byteLength(text);
    this.#packets += 1;
    this.#connection.write(text, {}, this.#sent);
  }

  readonly #sent = (): void => void (this.#packets -= 1);
}
