import { randomUUID } from 'node:crypto';
import { REAL } from '../../../shared/book/contract.ts';
import type { Audience } from '../../../shared/roles.ts';
import type { Answer, Envelope } from '../../../shared/wire.ts';
import type { Screen } from './screen.ts';

/** A command somebody gives, and who will see what comes of it. */
export interface Act {
  readonly by: Screen;
  readonly envelope: Envelope;
  readonly concerns: readonly Audience[];
  /** The duty goes on from here. */
  readonly done: (answer: Answer) => void;
}

/** `day` is everything a duty has; `letters` are corrections as long as they may be, for much to send. */
export type Kind = 'day' | 'letters';

interface Report {
  readonly id: string;
  villageId: string;
  state: 'submitted' | 'acknowledged' | 'returned';
}

/**
 * So many reports go round: acknowledged, returned with a reason, answered by their village, acknowledged again.
 * A duty that only took in new ones would measure how the World grows, which is not what a busy night is.
 */
const ROUND = 240;
/** Out of a thousand acts: new reports, lines of incidents, reports that become incidents, that move to another village. */
const [NEW, LINE, BECOME, MOVE] = [50, 10, 4, 20];

/** What people at desks and in villages do, one act after the other; nothing in it is refused by a server that is right. */
export class Duty {
  readonly #desks: readonly Screen[];
  readonly #liaisons = new Map<string, Screen[]>();
  readonly #villages: readonly string[];
  /** Reports that nobody has in hand just now. */
  readonly #free: Report[] = [];
  readonly #incidents: { id: string; villageId: string }[] = [];
  #going = 0;

  constructor(screens: readonly Screen[]) {
    this.#desks = screens.filter(({ seat }) => seat.kind === 'desk');
    for (const screen of screens) {
      const { villageId } = screen.seat;
      if (villageId) this.#liaisons.set(villageId, [...(this.#liaisons.get(villageId) ?? []), screen]);
    }
    this.#villages = [...this.#liaisons.keys()];
  }

  next(kind: Kind = 'day'): Act {
    if (this.#going < ROUND || this.#free.length === 0) return this.#submit();
    if (kind === 'letters') return this.#correct(this.#take(), { words: letter() });
    const chance = Math.random() * 1_000;
    if (chance < NEW) return this.#submit();
    const incident = pick(this.#incidents);
    if (chance < NEW + LINE && incident) return this.#addLine(incident);
    const report = this.#take();
    if (chance < NEW + LINE + BECOME && report.state !== 'returned') return this.#accept(report);
    if (chance < NEW + LINE + BECOME + MOVE) return this.#move(report);
    return this.#goRound(report);
  }

  /** A report from a phone, by whoever it is or by somebody of any village. */
  submit(by = this.#liaison(pick(this.#villages) as string)): Act {
    return this.#submit(by);
  }

  #submit(by = this.#liaison(pick(this.#villages) as string)): Act {
    const villageId = by.seat.villageId as string;
    const envelope = command('report.submit', {
      ...{ villageId, kind: 'U02', urgency: 'routine', words: WORDS, channel: 'app', casualties: null },
      place: { villageId, point: null, source: 'village', accuracy: null, detail: null },
      informant: { unit: null, name: null, post: null, contactId: null },
      ...{ happenedAt: null, foundAt: null, receivedAt: null, fileIds: [] },
    });
    this.#going += 1;
    return this.#act(by, envelope, [villageId], () =>
      this.#free.push({ id: envelope.id, villageId, state: 'submitted' }),
    );
  }

  #goRound(report: Report): Act {
    const { id: reportId, villageId, state } = report;
    const become = (next: Report['state']) => () => {
      report.state = next;
      this.#free.push(report);
    };
    if (state === 'returned') {
      const answer = command('report.answer', { reportId, words: `${WORDS},又看了一遍` });
      return this.#act(this.#liaison(villageId), answer, [villageId], become('submitted'));
    }
    const [type, body, next] =
      state === 'submitted'
        ? (['report.acknowledge', {}, 'acknowledged'] as const)
        : (['report.return', { reason: '请说明具体位置' }, 'returned'] as const);
    return this.#act(this.#desk(), command(type, { reportId, ...body }), [villageId], become(next));
  }

  #move(report: Report): Act {
    const others = this.#villages.filter((id) => id !== report.villageId);
    return this.#correct(report, { villageId: pick(others) ?? report.villageId });
  }

  #correct(report: Report, changed: { villageId?: string; words?: string }): Act {
    const before = report.villageId;
    const envelope = command('report.correct', { reportId: report.id, reason: '核对后更正', ...changed });
    return this.#act(this.#desk(), envelope, [before, changed.villageId ?? before], () => {
      report.villageId = changed.villageId ?? before;
      this.#free.push(report);
    });
  }

  #accept({ id: reportId, villageId }: Report): Act {
    const envelope = command('report.acceptAsIncident', { reportId, kind: 'N02', title: '草原火情' });
    this.#going -= 1;
    return this.#act(this.#desk(), envelope, [villageId], () =>
      this.#incidents.push({ id: envelope.id, villageId }),
    );
  }

  #addLine({ id: incidentId, villageId }: { id: string; villageId: string }): Act {
    const envelope = command('incident.addLine', { incidentId, words: '火线已打开隔离带', observedAt: null });
    return this.#act(this.#liaison(villageId), envelope, [villageId], () => undefined);
  }

  #act(by: Screen, envelope: Envelope, villages: readonly string[], accepted: () => void): Act {
    const concerns: Audience[] = ['desk', 'wall', ...new Set(villages.map((id) => `village/${id}` as const))];
    return { by, envelope, concerns, done: (answer) => void (answer.ok && accepted()) };
  }

  #take(): Report {
    const n = Math.floor(Math.random() * this.#free.length);
    const report = this.#free[n] as Report;
    this.#free[n] = this.#free[this.#free.length - 1] as Report;
    this.#free.pop();
    return report;
  }

  /** Whoever does not read does not write either. */
  #desk(): Screen {
    return pick(this.#desks.filter(({ stalled }) => !stalled)) as Screen;
  }

  #liaison(villageId: string): Screen {
    return pick(this.#liaisons.get(villageId) ?? []) as Screen;
  }
}

const WORDS = '村东南方向看到烟柱,村民询问是否需要避让,已派两人前去查看';

function letter(): string {
  const words = `${Math.floor(Math.random() * 1e9)}${WORDS.repeat(80)}`;
  return words.slice(0, 2_000);
}

function command(type: string, body: Record<string, unknown>): Envelope {
  return { id: randomUUID(), book: REAL, type, body, madeAt: new Date().toISOString() };
}

function pick<T>(all: readonly T[]): T | undefined {
  return all[Math.floor(Math.random() * all.length)];
}
