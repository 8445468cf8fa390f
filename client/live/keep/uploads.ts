import type { Refusal } from '../../../shared/refusal.ts';
import type { Answer } from '../../../shared/wire.ts';
import { SILENCE } from '../http.ts';
import type { Backoff } from './backoff.ts';
import type { Board, OutboxFile } from './board.ts';
import { Rounds } from './rounds.ts';
import type { Turn } from './turn.ts';

export interface UploadParts {
  readonly board: Board;
  readonly backoff: Backoff;
  readonly turn: Turn;
  readonly refresh: () => Promise<void>;
  readonly bytes: (id: string) => Promise<ArrayBuffer | undefined>;
  /** Never rejects: silence is a fault. */
  readonly send: (
    file: OutboxFile,
    bytes: ArrayBuffer,
    onProgress: (part: number) => void,
  ) => Promise<Answer>;
  readonly conclude: (file: OutboxFile, refusal: Refusal | null) => Promise<void>;
}

/** The command is answered, its row not yet where the file arrives. */
const TOO_EARLY = 'file.report-not-yet';

const NONE: ReadonlySet<string> = new Set();
const LOST: Refusal = {
  code: 'file.lost',
  zh: '照片已不在这部手机上',
  en: 'The photo is no longer on this phone',
};

/** Sends files after the commands that name them: one at a time, each until it is stored or refused. */
export class Uploads {
  private readonly parts: UploadParts;
  private readonly rounds: Rounds;

  constructor(parts: UploadParts) {
    this.parts = parts;
    const waiting = () =>
      parts.board.files.value.filter((file) => file.state === 'waiting').map((file) => file.id);
    this.rounds = new Rounds(
      () => this.pass(),
      () => parts.backoff.next(waiting()),
    );
  }

  run(): Promise<void> {
    return this.rounds.run();
  }

  close(): void {
    this.rounds.close();
  }

  private async pass(): Promise<void> {
    if (!this.next(NONE)) return;
    await this.parts.turn(async () => {
      await this.parts.refresh();
      const tried = new Set<string>();
      for (let file = this.next(tried); file && !this.rounds.closed; file = this.next(tried)) {
        tried.add(file.id);
        await this.try(file);
      }
    });
  }

  private next(tried: ReadonlySet<string>): OutboxFile | undefined {
    const now = Date.now();
    const { board, backoff } = this.parts;
    const due = (file: OutboxFile) => file.state === 'waiting' && backoff.isDue(file.id, now);
    return board.files.value.find((file) => due(file) && !tried.has(file.id));
  }

  private async try(file: OutboxFile): Promise<void> {
    const { board, backoff, conclude } = this.parts;
    const answer = await this.deliver(file);
    if (answer.ok) return conclude(file, null);
    if ('refusal' in answer && answer.refusal.code !== TOO_EARLY) return conclude(file, answer.refusal);
    backoff.failed(file.id, Date.now());
    board.patchFile(file.id, { progress: null, fault: 'fault' in answer ? answer.fault : null });
  }

  private async deliver(file: OutboxFile): Promise<Answer> {
    const { board, bytes, send } = this.parts;
    const content = await bytes(file.id).catch(() => null);
    if (content === null) return { ok: false, fault: SILENCE };
    if (content === undefined) return { ok: false, refusal: LOST };
    board.patchFile(file.id, { progress: 0 });
    return send(file, content, (progress) => board.patchFile(file.id, { progress }));
  }
}
