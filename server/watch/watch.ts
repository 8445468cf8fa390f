import type { Server } from 'node:http';
import type { Trouble } from '../../shared/wire.ts';
import type { BooksSetting } from '../books.ts';
import type { TraceSetting } from '../http/trace.ts';
import type { Journal } from '../journal/journal.ts';
import type { LiveMeter } from '../live/meter.ts';
import type { Log } from '../log.ts';
import { openAuditor, type Auditor } from './audit/auditor.ts';
import { openCounts } from './measure/counts.ts';
import { openGauges, type Readings } from './measure/gauges.ts';
import type { Hooks } from './hooks.ts';
import { openLines } from './lines.ts';
import { watchLoop } from './measure/loop.ts';
import { measured } from './measure/measured.ts';
import { probesOf, type Eyes } from './audit/probes.ts';
import { guardLoop } from './stall/guard.ts';
import { countUpgraded } from './measure/upgrades.ts';

/** Measures, logs and audits one server. */
export interface Watch extends Pick<BooksSetting, 'told' | 'isHeld'>, Pick<TraceSetting, 'answered'> {
  readonly meter: LiveMeter;
  /** The journal, with its commits counted. */
  measured(journal: Journal): Journal;
  /** The embedded store's process has ended. */
  storeEnded(): void;
  /** Begins to audit, once there is something to look at. */
  attend(attended: Attended): void;
  /** What is wrong now, the worst first; empty until it attends. */
  troubles(): readonly Trouble[];
  /** Everything measured, in Prometheus' text format. */
  metrics(): Promise<string>;
  /** Guards the event loop of this process and ends it when it stands: for a server that a supervisor starts anew. */
  guard(): void;
  close(): void;
}

export type Attended = Eyes &
  Pick<Readings, 'version' | 'isHeld' | 'audiences' | 'freeBytes'> & {
    readonly http: Server;
    readonly zone: () => string;
  };

export function openWatch(log: Log, hooks: Hooks): Watch {
  const counts = openCounts();
  const lines = openLines(log);
  const loop = watchLoop();
  const closers = [() => lines.close(), () => hooks.close(), () => loop.close()];
  let auditor: Auditor | null = null;
  let gauges = async () => '';
  const troubles = () => auditor?.troubles() ?? [];
  const stalled = (ms: number, stack: string | null) => {
    counts.stall(ms);
    log.warn({ ms, stack }, 'the event loop stood');
  };
  return {
    ...{ meter: counts, storeEnded: counts.storeEnded, isHeld: hooks.isHeld, troubles },
    told(told) {
      counts.command(told.envelope.type, told.answer, told.ms);
      lines.command(told);
    },
    answered(answered) {
      counts.request(answered.route, answered.status, answered.ms);
      lines.request(answered);
    },
    measured: (journal) => measured(journal, counts),
    attend(attended) {
      auditor = audit(attended, log);
      const socketBytes = countUpgraded(attended.http);
      gauges = openGauges({ ...attended, loop, socketBytes, troubles });
      closers.push(auditor.close);
    },
    metrics: async () => counts.meters.map((meter) => meter.text()).join('') + (await gauges()),
    guard: () => void closers.push(guardLoop({ stalled })),
    close: () => closers.splice(0).forEach((close) => close()),
  };
}

function audit(attended: Attended, log: Log): Auditor {
  const { now, zone } = attended;
  return openAuditor({
    probes: probesOf(attended),
    now,
    zone,
    told: (code, is) => log[is === 'begun' ? 'warn' : 'info']({ code }, `trouble ${is}`),
  });
}
