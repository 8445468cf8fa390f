import { OFFICE } from '../seat.ts';
import { visit, type Reply } from './visit.ts';

export interface Flood {
  readonly port: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** Whose passwords are guessed, in turn. */
  readonly names: readonly string[];
  /** From the office's one address, or each from another. */
  readonly from: 'office' | 'everywhere';
}

/** How wrong sign-ins were answered. */
export interface Flooded {
  readonly asked: number;
  readonly answers: Readonly<Record<string, number>>;
  /** Answered otherwise than no, wait or busy. */
  readonly otherwise: number;
  readonly slowest: number;
  /** Told to come again without being told when. */
  readonly withoutWhen: number;
  /** How many were under way at the same moment, at most. */
  readonly together: number;
}

const NO = [401, 429, 503];

/** Wrong sign-ins at a rate, whether the ones before were answered or not. */
export async function flood({ port, perSecond, seconds, names, from }: Flood): Promise<Flooded> {
  const replies: Promise<Reply>[] = [];
  let [under, together] = [0, 0];
  const start = performance.now();
  for (const count = perSecond * seconds; replies.length < count; await pause(5)) {
    const due = Math.min(count, Math.floor(((performance.now() - start) * perSecond) / 1_000) + 1);
    while (replies.length < due) {
      const n = replies.length;
      const address = from === 'office' ? OFFICE : `127.2.${1 + Math.floor(n / 250)}.${1 + (n % 250)}`;
      together = Math.max(together, (under += 1));
      const reply = signIn(port, names[n % names.length] as string, `wrong-${n}-${Math.random()}`, address);
      replies.push(reply.finally(() => (under -= 1)));
    }
  }
  return { ...floodOf(await Promise.all(replies)), together };
}

/** So many at the same moment. */
export async function rush({ port, names }: Pick<Flood, 'port' | 'names'>): Promise<Flooded> {
  const wrong = names.map((name, n) =>
    signIn(port, name, `wrong-${n}`, `127.3.${1 + Math.floor(n / 250)}.${1 + (n % 250)}`),
  );
  return { ...floodOf(await Promise.all(wrong)), together: names.length };
}

function floodOf(replies: readonly Reply[]): Omit<Flooded, 'together'> {
  const answers: Record<string, number> = {};
  for (const { status } of replies) answers[status] = (answers[status] ?? 0) + 1;
  return {
    ...{ asked: replies.length, answers },
    otherwise: replies.filter(({ status }) => !NO.includes(status)).length,
    slowest: Math.max(...replies.map(({ ms }) => ms)),
    withoutWhen: replies.filter(({ status, retryAfter }) => status >= 429 && retryAfter === null).length,
  };
}

export interface Right {
  readonly port: number;
  readonly name: string;
  readonly password: string;
  readonly address: string;
}

/** Gives up when it would take longer than that. */
const PATIENCE_MS = 60_000;

/**
 * Signs in with the right password, as somebody does who is told when to come again and does; how long it took in
 * all, in milliseconds, and how often he was put off.
 */
export async function comeIn({
  port,
  name,
  password,
  address,
}: Right): Promise<{ ms: number; putOff: number }> {
  const start = performance.now();
  for (let putOff = 0; ; putOff += 1) {
    const { status, retryAfter } = await signIn(port, name, password, address);
    const ms = performance.now() - start;
    if (status === 201) return { ms, putOff };
    const wait = (retryAfter ?? 1) * 1_000;
    const late = ms + wait > PATIENCE_MS;
    if (late || (status !== 429 && status !== 503)) return { ms: Math.max(ms, PATIENCE_MS), putOff };
    await pause(wait);
  }
}

function signIn(port: number, name: string, password: string, address: string): Promise<Reply> {
  const body = { name, password, device: 'desk' };
  return visit({ port, method: 'POST', path: '/api/session', address, body });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
