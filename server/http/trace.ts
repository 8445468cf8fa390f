import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { newRequestId } from '../log.ts';

/** A request that was answered, as log and counts hear of it: no query, no body, no secret. */
export interface Answered {
  readonly request: string;
  readonly method: string;
  /** A line of the table of routes; or `page` (the screens and what they are made of), `docs`, `unknown`. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** The account that asked; null for nobody. */
  readonly who: string | null;
}

export interface TraceSetting {
  /** How many proxies in front are trusted. */
  readonly proxies: number;
  readonly answered?: (answered: Answered) => void;
}

/** What is known of a request while it is under way. */
interface Trace {
  request: string;
  route: string;
  who: string | null;
}

/** Left before it was answered, as other servers call it too. */
const LEFT = 499;

/** Gives every request its id, and tells of it once it is answered or its asker has gone. */
export function tracing({ proxies, answered }: TraceSetting) {
  return (request: Request, response: Response, next: NextFunction) => {
    const start = performance.now();
    const trace: Trace = { request: requestIdOf(request, proxies), route: 'unknown', who: null };
    response.locals.trace = trace;
    response.setHeader('X-Request-Id', trace.request);
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : LEFT;
      answered?.({ ...trace, method: request.method, status, ms: performance.now() - start });
    });
    next();
  };
}

export function traceOf(response: Response): Trace {
  return response.locals.trace as Trace;
}

/** Marks a request as of a line of the table of routes, or of a kind such as `page`. */
export function as(route: string) {
  return (_request: Request, response: Response, next: NextFunction) => {
    traceOf(response).route = route;
    next();
  };
}

/** An id that a trusted proxy has given is taken over if it is well-formed; anybody else's is not looked at. */
function requestIdOf({ headers }: IncomingMessage, proxies: number): string {
  const given = headers['x-request-id'];
  return proxies > 0 && typeof given === 'string' && WELL_FORMED.test(given) ? given : newRequestId();
}

const WELL_FORMED = /^[A-Za-z0-9_.-]{8,64}$/;
