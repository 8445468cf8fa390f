import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Client } from '../../../scripts/client.ts';
import type { Envelope } from '../../../shared/wire.ts';
import { reportBody } from '../spine.ts';
import { post } from './post.ts';

/** A report under an id, the same body each time it is sent. */
export function envelopeOf(id: string): Envelope {
  const body = reportBody(`起烟 ${id}`) as Record<string, unknown>;
  return { id, book: 'real', type: 'report.submit', body };
}

/**
 * Several who write as fast as they are answered, as outboxes do: what got no yes is sent again under its id, be it to
 * another life of the server. What was acknowledged is remembered with its place.
 */
export class Writers {
  readonly acknowledged = new Map<string, number>();
  /** The same with the moment it was heard, in milliseconds since 1970: never earlier than it was. */
  readonly acknowledgedAt = new Map<string, { seq: number; at: number }>();
  /** Sent, and not acknowledged yet. */
  readonly open = new Set<string>();
  readonly statuses = new Map<number, number>();
  /** The longest that anybody waited for an answer, in milliseconds. */
  slowestMs = 0;
  #stopped = false;
  readonly #pauseMs: number;
  readonly #tireless: boolean;

  /** @param pauseMs how long each waits after an answer; `tireless` go on after silence, too */
  constructor({ pauseMs = 0, tireless = false } = {}) {
    this.#pauseMs = pauseMs;
    this.#tireless = tireless;
  }

  /** Writes until it is stopped or the server is gone; nobody sends the same command twice at once. */
  async run(client: Client, count = 8): Promise<void> {
    this.#stopped = false;
    const left = [...this.open];
    await Promise.all(Array.from({ length: count }, () => this.#write(client, left)));
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Sends what is open until nothing is. */
  async finish(client: Client): Promise<void> {
    const deadline = performance.now() + 40_000;
    while (this.open.size > 0) {
      if (performance.now() > deadline) throw new Error(`${this.open.size} commands are never taken`);
      for (const id of [...this.open]) await this.#send(client, id);
    }
  }

  async #write(client: Client, left: string[]): Promise<void> {
    while (!this.#stopped) {
      const id = left.pop() ?? randomUUID();
      this.open.add(id);
      if (!(await this.#send(client, id)) && !this.#tireless) return;
      if (this.open.has(id)) left.push(id);
      if (this.#pauseMs > 0) await pause(this.#pauseMs);
    }
  }

  /** @returns false when nobody answers any more */
  async #send(client: Client, id: string): Promise<boolean> {
    const start = performance.now();
    const heard = await post(client, '/api/commands', envelopeOf(id));
    if (!heard) return false;
    this.slowestMs = Math.max(this.slowestMs, performance.now() - start);
    this.statuses.set(heard.status, (this.statuses.get(heard.status) ?? 0) + 1);
    if (heard.status === 200) {
      const { seq } = heard.body as { seq: number };
      expect(this.acknowledged.get(id) ?? seq).toBe(seq);
      this.acknowledged.set(id, seq);
      this.acknowledgedAt.set(id, { seq, at: Date.now() + 1 });
      this.open.delete(id);
    } else {
      expect([429, 503, 507]).toContain(heard.status);
      await pause(20);
    }
    return true;
  }
}
