import { randomUUID } from 'node:crypto';
import pino, { type Logger } from 'pino';

export type Log = Logger;

/** Where finished lines go. */
export interface LogOut {
  write(line: string): unknown;
}

/**
 * Structured lines on standard output, one a record; secrets are cut out in this one place, and nothing that came in
 * can begin a line of its own. Written off the event loop: a console that nobody reads must not hold up the duty.
 */
export function openLog(level: string, out: LogOut = standardOutput()): Logger {
  const setting = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.password', '*.token', '*.cookie', '*.headers.cookie', 'password', 'token', 'cookie'],
      censor: '…',
    },
  };
  return pino(setting, { write: (line: string) => void out.write(line.replace(BREAKS, escaped)) });
}

/**
 * Logs a fault and returns the number it is known by: the only thing of it that a user sees. About a request, it is
 * the request's own id; a fault that concerns several names them all under one of its own.
 */
export type Report = (what: string, problem: unknown, request?: string | readonly string[]) => string;

export function reporting(log: Logger): Report {
  return (what, problem, request) => {
    if (typeof request === 'string') {
      log.error({ request, err: problem }, what);
      return request;
    }
    const id = newRequestId();
    log.error({ id, ...(request?.length ? { requests: request } : {}), err: problem }, what);
    return id;
  };
}

/** A number short enough to be read out over the telephone; with the hour it finds its lines in the log. */
export function newRequestId(): string {
  return randomUUID().slice(0, 8);
}

/** JSON escapes line feeds; these are breaks to some readers of a log, or steer a terminal, and pass through it. */
const BREAKS = /[\u007f-\u009f\u2028\u2029]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What is lost beyond so many bytes that nobody took is better lost than the memory. */
const UNREAD_BYTES = 8 * 1024 * 1024;

function standardOutput(): LogOut {
  return pino.destination({ dest: 1, sync: false, maxLength: UNREAD_BYTES });
}
