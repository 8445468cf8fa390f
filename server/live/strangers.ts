import type { IncomingMessage } from 'node:http';
import type { Socket as Wire } from 'node:net';

/** What is needed of Engine.IO's connection. */
interface Connection {
  readonly request: IncomingMessage;
  once(event: 'close', listener: () => void): unknown;
}

/**
 * Those who come with a session that is not known. They are let in so far that they can be told so in words, which no
 * browser hears of a refused handshake; but few at a time, so that they cannot take the places of the township's screens.
 */
export class Strangers {
  readonly #wires = new Set<Wire>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether one more is let in; it counts until its connection ends or it is known after all. */
  letIn({ socket: wire }: IncomingMessage): boolean {
    if (wire.destroyed || this.#wires.size >= this.#most) return false;
    this.#wires.add(wire);
    wire.once('close', () => this.#wires.delete(wire));
    return true;
  }

  /** The store was away at the handshake; now it is known who that is. */
  known({ socket }: IncomingMessage): void {
    this.#wires.delete(socket);
  }

  /** A stranger that Engine.IO has closed goes as soon as the last word is written, whether it answers or not. */
  see(connection: Connection): void {
    const { socket: wire } = connection.request;
    if (this.#wires.has(wire)) connection.once('close', () => this.#wires.has(wire) && wire.destroySoon());
  }
}
