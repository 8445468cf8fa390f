import type { Crowd, House, Who } from './house.ts';
import { Line, NoAnswer, type Heard } from './lean.ts';
import type { Case } from './operations.ts';

/** What came of the cases of one operation. */
export interface Tally {
  readonly name: string;
  readonly cases: number;
  /** How many were answered with a yes, with a no, with "wait", and waited rightly for something to happen. */
  readonly yes: number;
  readonly no: number;
  readonly wait: number;
  readonly held: number;
  /** Milliseconds, one for each answer. */
  readonly times: readonly number[];
  /** The ids of commands that were accepted. */
  readonly accepted: ReadonlySet<string>;
  /** Whatever must not be: an answer of 5xx, none at all, a yes to what the contract refuses, a talkative error. */
  readonly faults: readonly string[];
}

const AT_ONCE = 16;
/** A long poll waits for 25 seconds; nothing else may take so long. */
const PATIENCE_MS = 15_000;
const HELD_MS = 1_500;

/** Makes every request, sixteen at a time, over connections that are kept. */
export async function fire(house: House, crowd: Crowd, name: string, cases: readonly Case[]): Promise<Tally> {
  const tally = { yes: 0, no: 0, wait: 0, held: 0 };
  const times: number[] = [];
  const accepted = new Set<string>();
  const faults: string[] = [];
  const waits = name === 'GET /api/changes';
  let next = 0;
  const work = async () => {
    const line = new Line(house.origin);
    for (let one = cases[next++]; one; one = cases[next++]) {
      try {
        const heard = await line.ask(asking(one, crowd, house.origin), waits ? HELD_MS : PATIENCE_MS);
        times.push(heard.ms);
        const wrong = verdict(one, heard);
        if (wrong) faults.push(`${name} as ${one.who} [${one.kind}: ${one.how}] ${wrong}`);
        if (heard.status === 429) tally.wait += 1;
        else if (heard.status < 400) tally.yes += 1;
        else tally.no += 1;
        if (heard.status === 200 && one.commandId) accepted.add(one.commandId);
        await comeBack(one, crowd, heard);
      } catch (problem) {
        if (problem instanceof NoAnswer && waits) tally.held += 1;
        else faults.push(`${name} as ${one.who} [${one.kind}: ${one.how}] ${String(problem)}`);
      }
    }
    line.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { name, cases: cases.length, ...tally, times, accepted, faults };
}

let requests = 0;

/** Each request comes from an address of its own, as the trusted proxy says: no limit by address is met. */
function asking({ method, path, headers, body, who }: Case, { clients }: Crowd, origin: string) {
  requests += 1;
  const address = `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`;
  const { cookie } = clients[who];
  const own = [['origin', origin] as const, ['x-forwarded-for', address] as const];
  const host = ['host', new URL(origin).host] as const;
  return {
    method,
    path,
    body,
    headers: [host, ...own, ...(cookie ? [['cookie', cookie] as const] : []), ...headers],
  };
}

const TALKATIVE = /node_modules|\bat \S+ \(|\.ts:\d+|Error:|"stack"|Mongo(ose|Server)/;

function verdict({ mustFail }: Case, { status, headers, body }: Heard): string | null {
  if (status === 0) return 'closed the connection without an answer';
  if (status >= 500) return `answered ${status}: ${body.toString().slice(0, 200)}`;
  if (status < 400) return mustFail ? `said ${status} to what its contract refuses` : null;
  if (headers.connection === 'close' && body.length === 0) return null; // Node's own: no request at all
  const text = body.toString();
  if (TALKATIVE.test(text)) return `says too much: ${text.slice(0, 200)}`;
  return saysWhy(text) ? null : `says no (${status}) without a code and a sentence: ${text.slice(0, 200)}`;
}

function saysWhy(text: string): boolean {
  try {
    const body = JSON.parse(text) as { refusal?: object; fault?: object };
    const { code, zh, en } = (body.refusal ?? body.fault ?? body) as Record<string, unknown>;
    return [code, zh, en].every((part) => typeof part === 'string' && part !== '');
  } catch (problem) {
    if (problem instanceof SyntaxError) return false;
    throw problem;
  }
}

/** Whoever has signed out comes back for the next case. */
async function comeBack({ who }: Case, { clients, deviceToken }: Crowd, { status }: Heard): Promise<void> {
  const spare: Who = 'spareWall';
  if (who === spare && status === 204)
    await clients[spare].must('POST', '/api/session/device', { token: deviceToken });
}
