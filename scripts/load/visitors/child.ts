import { cpuMs, serveRoom } from '../../bench/room.ts';
import { read, stopReading } from './readers.ts';
import { comeIn, flood, rush } from './signIns.ts';

/** Those who come over HTTP: with wrong passwords, with right ones, or to read a great deal. */
const calls = { flood, rush, comeIn, read, stopReading: () => stopReading(), cpu: () => cpuMs() };
export type Visitors = typeof calls;

serveRoom(calls);
