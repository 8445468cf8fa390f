import { advise } from '../../../shared/check.ts';
import type { Entry, Event } from '../../../shared/entry.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { SYSTEM, type Audience, type Principal } from '../../../shared/roles.ts';
import { TABLES, type Row } from '../../../shared/rows.ts';
import { see, seeChange, type Seen } from '../../../shared/see.ts';
import type { Answer, Envelope, Frame, Hello, Snapshot } from '../../../shared/wire.ts';
import { emptyWorld, fold, type Change } from '../../../shared/world.ts';
import type { Greeting } from '../../../client/live/lines/line.ts';

export const VILLAGES = ['a', 'b'] as const;
export const OFFICER: Principal = {
  ...{ id: 'o1', name: '值班员 C', post: '值班员', role: 'dutyOfficer' },
  ...{ villageId: null, departmentId: null },
};
const ZONE = 'Asia/Shanghai';

/** A server in memory: the real decide, fold and see, a journal that is a list, and answers by command id. */
export class Peer {
  readonly world = emptyWorld('real');
  readonly answers = new Map<string, Answer>();
  epoch = 'epoch-1';
  private changes: Change[] = [];
  private readonly ears = new Set<(audience: null) => void>();

  constructor() {
    this.accept(SYSTEM, { id: id(1), type: 'book.open', body: {} });
    this.accept(SYSTEM, { id: id(2), type: 'unit.setUp', body: unit });
  }

  /** The desk's one door: the same id gets its first answer. */
  submit(
    principal: Principal,
    envelope: Pick<Envelope, 'id' | 'type' | 'body'> & { ifSeq?: number },
  ): Answer {
    const known = this.answers.get(envelope.id);
    if (known) return known;
    const answer = this.accept(principal, envelope);
    this.answers.set(envelope.id, answer);
    for (const hear of [...this.ears]) hear(null);
    return answer;
  }

  listen(hear: () => void): () => void {
    this.ears.add(hear);
    return () => this.ears.delete(hear);
  }

  greet({ epoch, since }: Hello, audience: Audience): Greeting {
    if (epoch !== this.epoch || since > this.world.seq) return { ok: false, why: 'stale' };
    const clock = { at: this.at(), real: this.at(), speed: 1 };
    return { ok: true, epoch: this.epoch, audience, frame: this.frame(audience, since), clock };
  }

  /** All of what an audience is told after `since`, merged per row, as the server merges it. */
  frame(audience: Audience, since: number): Frame {
    const merged = new Map<string, Change>();
    for (const change of this.changes.filter(({ seq }) => seq > since)) {
      const key = `${change.table}/${change.id}`;
      merged.set(key, { ...change, before: merged.has(key) ? merged.get(key)?.before : change.before });
    }
    const rows = [...merged.values()].map((change) => seeChange(audience, change));
    const seen = rows.filter((row): row is Seen => row !== null);
    return { from: since, to: this.world.seq, at: this.at(), rows: seen };
  }

  snapshot(audience: Audience): Snapshot {
    const clock = { at: this.at(), real: this.at(), speed: 1 };
    const rows = this.rows(audience).map(([table, , row]) => [table, row] as const);
    return { book: 'real', epoch: this.epoch, audience, seq: this.world.seq, at: this.at(), clock, rows };
  }

  /** What a client of that audience must hold: `see(fold)`. */
  rows(audience: Audience): (readonly [table: string, id: string, row: object])[] {
    return TABLES.flatMap((table) =>
      [...this.world.tables[table].values()].flatMap((row: Row) => {
        const seen = see(audience, table, row);
        return seen ? [[table, row.id, seen] as const] : [];
      }),
    );
  }

  private accept(principal: Principal, { id: commandId, type, body, ifSeq }: Given): Answer {
    const context = { commandId, principal, at: this.at(), zone: ZONE, archived: [] };
    const decided = advise(this.world, { type, body, ...(ifSeq === undefined ? {} : { ifSeq }) }, context);
    if (isRefusal(decided)) return { ok: false, refusal: decided };
    const { id: by, name, post } = principal;
    const entry = {
      book: 'real',
      seq: this.world.seq + 1,
      commandId,
      at: this.at(),
      by: { id: by, name, post },
    };
    this.changes.push(...fold(this.world, [{ ...entry, events: decided as Event[] } as unknown as Entry]));
    return { ok: true, seq: entry.seq, at: entry.at };
  }

  private at(): string {
    return new Date(Date.UTC(2026, 3, 5, 5, 28) + this.world.seq * 1000).toISOString();
  }
}

type Given = Pick<Envelope, 'id' | 'type' | 'body'> & { ifSeq?: number };

/** The nth id. */
export function id(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** The body of a report of a village. */
export function report(villageId: string, words = '林草结合部起烟'): Record<string, unknown> {
  return {
    ...{ villageId, kind: 'U02', urgency: 'urgent', words, casualties: null },
    place: { villageId, point: null, source: 'village', accuracy: null, detail: null },
    ...{ happenedAt: null, foundAt: null, channel: 'phone', receivedAt: null, fileIds: [] },
    informant: { unit: null, name: null, post: null, contactId: null },
  };
}

const unit = {
  ...{ name: '土城子乡', code: null, zone: ZONE, superior: '奈曼旗' },
  villages: VILLAGES.map((village) => ({
    ...{ id: village, code: null, name: `${village}村`, alias: null },
    ...{ position: { lat: 42, lng: 121 }, surveyed: false },
  })),
};
