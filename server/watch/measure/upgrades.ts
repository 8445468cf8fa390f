import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The bytes that went out over the sockets of screens, those that are closed included. Costs nothing per frame. */
export function countUpgraded(http: Server): () => number {
  const open = new Set<Socket>();
  let gone = 0;
  http.on('upgrade', (_request, socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      gone += socket.bytesWritten;
    });
  });
  return () => [...open].reduce((sum, { bytesWritten }) => sum + bytesWritten, gone);
}
