import { catalogue } from '../../../shared/catalogue.ts';
import type { Answer, Farewell } from '../../../shared/wire.ts';
import { Counter, Histogram, type Meter } from './meters.ts';

/** What is counted as it happens. */
export interface Counts {
  /** A command was answered after so many milliseconds. */
  command(type: string, answer: Answer, ms: number): void;
  /** An insert into the journal took so long; `stored` entries stand. */
  commit(ms: number, stored: number): void;
  /** An insert whose outcome is unknown. */
  commitFailed(): void;
  /** A request over HTTP was answered. `route` is a line of the table of routes or a word such as `page`. */
  request(route: string, status: number, ms: number): void;
  frame(): void;
  farewell(why: Farewell['why']): void;
  storeEnded(): void;
  /** The event loop stood for so many milliseconds. */
  stall(ms: number): void;
  readonly meters: readonly Meter[];
}

const TYPES: ReadonlySet<string> = new Set(catalogue.commandTypes);
/** Over these somebody signs in; what else than 201 they answer is a no. */
const SIGN_INS: ReadonlySet<string> = new Set(['POST /api/session', 'POST /api/session/device']);
const REFUSALS: Readonly<Record<number, string>> = {
  401: 'signed out',
  403: 'not allowed',
  423: 'locked',
  429: 'too many',
};

export function openCounts(): Counts {
  const of = { ...spine(), ...doors() };
  return {
    command(type, answer, ms) {
      const outcome = outcomeOf(answer);
      of.commands.add([TYPES.has(type) ? type : 'unknown', outcome]);
      of.answers.observe(ms, [outcome]);
    },
    commit(ms, stored) {
      of.commits.observe(ms);
      of.entries.add([], stored);
    },
    commitFailed: () => of.unknown.add(),
    request(route, status, ms) {
      of.requests.add([route, String(status)]);
      of.times.observe(ms, [route]);
      if (SIGN_INS.has(route)) of.signIns.add([status === 201 ? 'accepted' : 'refused']);
      const reason = REFUSALS[status];
      if (reason) of.refusals.add([reason]);
    },
    frame: () => of.frames.add(),
    farewell: (why) => of.farewells.add([why]),
    storeEnded: () => of.store.add(),
    stall(ms) {
      of.stalls.add();
      of.stalled.add([], ms / 1000);
    },
    meters: Object.values(of),
  };
}

/** Commands, the journal, the machine. */
function spine() {
  return {
    commands: new Counter('zhishou_commands_total', 'Commands by type and outcome', ['type', 'outcome']),
    answers: new Histogram('zhishou_command_answer_seconds', 'From a command to its answer', ['outcome']),
    commits: new Histogram('zhishou_commit_seconds', 'Durable inserts into the journal'),
    entries: new Counter('zhishou_entries_total', 'Entries written to the journal by this server'),
    unknown: new Counter('zhishou_commits_unknown_total', 'Inserts whose outcome was unknown'),
    store: new Counter('zhishou_store_restarts_total', "Ends of the embedded store's process"),
    stalls: new Counter('zhishou_event_loop_stalls_total', 'Stalls of the event loop longer than 200 ms'),
    stalled: new Counter('zhishou_event_loop_stalled_seconds_total', 'Time spent in such stalls'),
  };
}

/** HTTP and sockets. */
function doors() {
  return {
    requests: new Counter('zhishou_http_requests_total', 'Requests by route and status', ['route', 'status']),
    times: new Histogram('zhishou_http_request_seconds', 'Requests over HTTP by route', ['route']),
    signIns: new Counter('zhishou_sign_ins_total', 'Sign-ins by outcome', ['outcome']),
    refusals: new Counter('zhishou_refusals_total', 'Requests turned away, by reason', ['reason']),
    frames: new Counter('zhishou_frames_total', 'Frames made for an audience of a book'),
    farewells: new Counter('zhishou_sockets_ended_total', 'Sockets ended by the server, by reason', ['why']),
  };
}

/** `unknown` when it is not known whether it was written, or could not be: the client repeats it under its id. */
export function outcomeOf(answer: Answer): 'accepted' | 'refused' | 'unknown' {
  if (answer.ok) return 'accepted';
  return 'refusal' in answer ? 'refused' : 'unknown';
}
