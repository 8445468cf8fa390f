import type { Down } from '../../shared/wire.ts';

/** A message for many screens, encoded once: as Socket.IO's text, and as the WebSocket frame that carries it. */
export interface Packed {
  /** The packet as Socket.IO writes it, for a connection that has something else on its way. */
  readonly text: string;
  /** The same, framed: one buffer that all connections share. */
  readonly bytes: Buffer;
}

/** An event of the default namespace (socket.io-protocol 5) in a message of Engine.IO (protocol 4). */
export function pack<M extends keyof Down>(name: M, message: Parameters<Down[M]>[0]): Packed {
  const text = `2${JSON.stringify([name, message])}`;
  return { text, bytes: textFrame(`4${text}`) };
}

/** One unfragmented, unmasked text frame as a server sends it (RFC 6455, 5.2), in one buffer: one write each. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(head + length);
  frame[0] = FIN_TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) frame.writeUInt16BE(length, frame.writeUInt8(126, 1));
  else frame.writeBigUInt64BE(BigInt(length), frame.writeUInt8(127, 1));
  frame.write(text, head);
  return frame;
}

const FIN_TEXT = 0x81;
