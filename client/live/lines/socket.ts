import { io, type Socket } from 'socket.io-client';
import type { Down, Up } from '../../../shared/wire.ts';
import type { Dial } from './line.ts';

/** Milliseconds to wait for an answer to one message. */
const PATIENCE = 8000;

/**
 * A line over Socket.IO: WebSocket only, so that no server needs to be the same one twice. One socket per attempt
 * and none of the library's own reconnecting, retrying or buffering: the link decides when, the outbox keeps what.
 */
export const dialSocket: Dial = (ears) => {
  const socket: Socket<Down, Up> = io({
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: PATIENCE,
  });
  let done = false;
  const down = () => {
    if (done) return;
    done = true;
    ears.down();
  };
  const must = () => {
    if (!socket.connected) throw new Error('not connected');
  };

  socket.on('connect', () => ears.open());
  socket.on('connect_error', ({ message }) => {
    // The server lets nobody in who is not signed in, and says so in this word.
    if (message === 'signed-out') ears.farewell({ why: 'revoked' });
    close();
  });
  socket.on('disconnect', down);
  socket.io.on('ping', () => ears.heard());
  socket.on('changes', (frame) => ears.changes(frame));
  socket.on('presence', (presence) => ears.presence(presence));
  socket.on('farewell', (farewell) => ears.farewell(farewell));

  function close(): void {
    socket.disconnect();
    down();
  }

  return {
    hello: async (message) => (must(), socket.timeout(PATIENCE).emitWithAck('hello', message)),
    command: async (message) => (must(), socket.timeout(PATIENCE).emitWithAck('command', message)),
    presence: (message) => socket.connected && socket.emit('presence', message),
    close,
  };
};
