import type { Client } from '../../../scripts/client.ts';
import { catalogue, type CommandType } from '../../../shared/catalogue.ts';
import { envelope, hello, presenceUp } from '../../../shared/wire.ts';
import { seedOf, uuidOf } from './chance.ts';
import { draw, type Drawn } from './draw.ts';
import type { Tally } from './fire.ts';
import { RawSocket } from './frames.ts';
import { isIn, type Hints, type Schema } from './walk.ts';

/** Something to be said over a socket. */
export interface Saying {
  readonly message: 'hello' | 'command' | 'presence' | string;
  readonly how: string;
  /** The argument as it stands in the packet, Latin-1. */
  readonly text: string;
  /** Whether its contract refuses it: then it may not be answered with a yes. */
  readonly mustFail: boolean;
  readonly commandId: string | null;
}

/** A socket may say sixty things at once before it is told that it is too much; a `presence` here is two. */
const PER_SOCKET = 25;
const AT_ONCE = 8;

/** Says everything, each message once, and waits for each answer. A socket that the server ends is opened anew. */
export async function talk(who: Client, name: string, sayings: readonly Saying[]): Promise<Tally> {
  const tally = { yes: 0, no: 0, wait: 0, held: 0 };
  const times: number[] = [];
  const accepted = new Set<string>();
  const faults: string[] = [];
  let next = 0;
  const work = async () => {
    let socket: RawSocket | null = null;
    for (let one = sayings[next++], said = 0; one; one = sayings[next++], said += 1) {
      if (socket && said % PER_SOCKET === 0) socket = ended(socket);
      socket ??= await RawSocket.join(who.origin, who.cookie);
      const began = performance.now();
      const answer = await say(socket, one, said);
      times.push(performance.now() - began);
      if (answer === null) socket = ended(socket);
      const wrong = verdict(one, answer);
      if (wrong) faults.push(`${name} [${one.how}] ${wrong}`);
      if (answer !== null && isYes(answer)) tally.yes += 1;
      else tally.no += 1;
      if (answer !== null && isYes(answer) && one.commandId) accepted.add(one.commandId);
    }
    socket?.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { name, cases: sayings.length, ...tally, times, accepted, faults };
}

function ended(socket: RawSocket): null {
  socket.close();
  return null;
}

/** The answer, or null when the server ends the connection. `presence` has none: a heartbeat shows that it was read. */
async function say(socket: RawSocket, { message, text }: Saying, ack: number): Promise<string | null> {
  socket.text(`42${ack}[${JSON.stringify(message)},${text}]`);
  if (message !== 'presence') return socket.heard((heard) => heard.startsWith(`43${ack}[`));
  socket.text(`42${ack}["hello",null]`);
  return socket.heard((heard) => heard.startsWith(`43${ack}[`));
}

function isYes(answer: string): boolean {
  return answer.includes('"ok":true');
}

function verdict({ mustFail }: Saying, answer: string | null): string | null {
  if (answer === null) return null; // ended: that is an answer to what is no message
  if (mustFail && isYes(answer)) return `said yes to what its contract refuses: ${answer.slice(0, 200)}`;
  return /"code":"(internal|unavailable|unknown|busy|signed-out|locked)"/.test(answer)
    ? answer.slice(0, 200)
    : null;
}

/** What is to be said in place of a `hello` or a `presence`. */
export function sayings(message: 'hello' | 'presence', hints: Hints, count: number, seed: number): Saying[] {
  const contract: Schema = message === 'hello' ? hello : presenceUp;
  const drawn = draw(contract, { ...hints, since: [0, 1, 2] }, { count, seed: seedOf(seed, message) });
  return drawn.map((one) => ({
    ...said(message, one),
    mustFail: refuses(contract, one) && message === 'hello',
  }));
}

/** Commands of every type, over the socket. */
export function commandSayings(type: CommandType, hints: Hints, count: number, seed: number): Saying[] {
  const contract = catalogue.contract(type) as Schema;
  return draw(contract, hints, { count, seed: seedOf(seed, `${type} socket`) }).map((one, n) => {
    const id = uuidOf(`${seed} ${type} socket ${n}`);
    const around = { id, book: 'real', type, body: one.value };
    const text = JSON.stringify({ ...around, body: 0 }).replace(/0}$/, () => `${one.text}}`);
    const mustFail = one.value !== undefined && !(isIn(envelope, around) && isIn(contract, one.value));
    return { ...said('command', { ...one, text }), mustFail, commandId: id };
  });
}

/** Messages that there are not. */
export function unknownSayings(
  names: readonly string[],
  hints: Hints,
  count: number,
  seed: number,
): Saying[] {
  const drawn = draw(presenceUp, hints, { count, seed: seedOf(seed, 'unknown') });
  return drawn.map((one, n) => said(names[n % names.length] ?? 'join', one));
}

function said(message: string, { how, text, kind }: Drawn): Saying {
  return { message, how: `${kind}: ${how}`, text, mustFail: false, commandId: null };
}

function refuses(contract: Schema, { value }: Drawn): boolean {
  return value !== undefined && !isIn(contract, value);
}
