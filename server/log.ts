import { randomUUID } from 'node:crypto';
import pino, { type Logger } from 'pino';

/** Structured lines on standard output, one a record; secrets are cut out in this one place. */
export function openLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.password', '*.token', '*.cookie', '*.headers.cookie', 'password', 'token', 'cookie'],
      censor: '…',
    },
  });
}

/** Logs a fault and returns the number it is known by: the only thing of it that a user sees. */
export type Report = (what: string, problem: unknown) => string;

export function reporting(log: Logger): Report {
  return (what, problem) => {
    const id = randomUUID().slice(0, 8);
    log.error({ id, err: problem }, what);
    return id;
  };
}
