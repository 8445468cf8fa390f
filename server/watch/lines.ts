import { catalogue } from '../../shared/catalogue.ts';
import type { Told } from '../books.ts';
import type { Answered } from '../http/trace.ts';
import { Bucket } from '../live/bucket.ts';
import type { Log } from '../log.ts';
import { outcomeOf } from './measure/counts.ts';

/** Lines about what was asked and answered. */
export interface Lines {
  request(answered: Answered): void;
  command(told: Told): void;
  close(): void;
}

/** So many lines at once and a second: a flood must not fill the disk. What is left out is counted in one line. */
const BURST = 300;
const PER_SECOND = 50;
const LEFT_OUT_MS = 10_000;
/** Asked every few seconds by machines: told only when the answer is no. */
const QUIET: ReadonlySet<string> = new Set(['GET /livez', 'GET /readyz', 'GET /metrics', 'page']);

/**
 * One line for each request and each command, by account and never by name: no query, no body, no secret. Probes and
 * the files that pages are made of are told at the level `debug`.
 */
export function openLines(log: Log): Lines {
  const bucket = new Bucket(BURST, PER_SECOND);
  let leftOut = 0;
  const say = (line: object, what: string) => {
    if (bucket.take(performance.now())) log.info(line, what);
    else leftOut += 1;
  };
  const timer = setInterval(() => {
    if (leftOut > 0) log.info({ leftOut }, 'too much to tell: lines were left out');
    leftOut = 0;
  }, LEFT_OUT_MS);
  return {
    request({ ms, ...answered }) {
      const line = { ...answered, ms: Math.round(ms * 10) / 10 };
      if (QUIET.has(answered.route) && answered.status < 400) log.debug(line, 'request');
      else say(line, 'request');
    },
    command({ principal, envelope: { id, book, type: asked }, answer, request, ms }) {
      const type = catalogue.contract(asked) ? asked : 'unknown'; // anything else was typed by somebody
      const line = { ...{ request, command: id, book, type, who: principal.id }, ...whatBecame(answer) };
      say({ ...line, ms: Math.round(ms * 10) / 10 }, 'command');
    },
    close: () => clearInterval(timer),
  };
}

function whatBecame(answer: Told['answer']): object {
  const outcome = outcomeOf(answer);
  if (answer.ok) return { outcome, seq: answer.seq };
  return { outcome, code: 'refusal' in answer ? answer.refusal.code : answer.fault.code };
}
