import type { KindCode } from '../../../../shared/kind.ts';
import type { Report, ReportState } from '../../../../shared/report/contract.ts';
import type { OutboxFile, OutboxItem } from '../../../live/keep/board.ts';
import type { BodyOf } from '../../../../shared/catalogue.ts';
import type { Receipt } from '../../../ui/words.ts';

/** How far a report has come: on this phone, with the server, with the people. */
export type Stage = 'waiting' | 'sending' | 'refused' | ReportState;

/** A report of mine, whether it lies on this phone still or among the rows already. */
export interface Sent {
  readonly id: string;
  readonly stage: Stage;
  readonly kind: KindCode;
  readonly words: string;
  /** When it was made: an instant, or milliseconds of this device's clock while it is here only. */
  readonly at: string | number;
  readonly said: BodyOf<'report.submit'> | Report;
  readonly row: Report | null;
  /** The command that has not gone yet: the report itself, or my answer to a returned one. */
  readonly item: OutboxItem | null;
  readonly filesLeft: readonly OutboxFile[];
}

/**
 * What I reported, the latest first: what waits on this phone, then what the server has. A report that is delivered
 * and not yet among the rows is shown as delivered, never twice and never not at all.
 */
export function sentOf(
  rows: readonly Report[],
  items: readonly OutboxItem[],
  files: readonly OutboxFile[],
  me: string,
): Sent[] {
  const known = new Set(rows.map(({ id }) => id));
  const filesOf = (id: string) => files.filter((file) => file.row === id);
  const here = items
    .filter(({ id, type }) => type === 'report.submit' && !known.has(id))
    .map((item) => fromItem(item, filesOf(item.id)));
  const there = rows
    .filter(({ submittedBy }) => submittedBy.id === me)
    .map((row) => fromRow(row, items, filesOf(row.id)));
  return [...here, ...there].sort((a, b) => msOf(b.at) - msOf(a.at));
}

/** The tick beside a stage. */
export function receiptOf(stage: Stage): Receipt {
  if (stage === 'waiting' || stage === 'sending' || stage === 'refused') return 'waiting';
  if (stage === 'submitted') return 'delivered';
  return stage === 'incident' ? 'answered' : 'signed';
}

/** Whether the sender must do something. */
export function wantsMe(stage: Stage): boolean {
  return stage === 'returned' || stage === 'refused';
}

/** Whether nobody has signed for it in time: then the sender is to call. */
export function isUnheard({ stage, row }: Sent): boolean {
  return stage === 'submitted' && row !== null && row.escalatedAt !== null;
}

function fromItem(item: OutboxItem, filesLeft: readonly OutboxFile[]): Sent {
  const said = item.body as unknown as BodyOf<'report.submit'>;
  const { id, savedAt: at } = item;
  return {
    id,
    at,
    said,
    item,
    filesLeft,
    stage: stageOf(item),
    kind: said.kind,
    words: said.words,
    row: null,
  };
}

function fromRow(row: Report, items: readonly OutboxItem[], filesLeft: readonly OutboxFile[]): Sent {
  const answer = items.find(
    ({ type, body, state }) => type === 'report.answer' && body.reportId === row.id && state !== 'delivered',
  );
  const stage = answer && row.state === 'returned' ? stageOf(answer) : row.state;
  const { id, kind, words, recordedAt: at } = row;
  return { id, kind, words, at, stage, said: row, row, item: answer ?? null, filesLeft };
}

function stageOf({ state }: OutboxItem): Stage {
  if (state === 'delivered') return 'submitted';
  return state === 'sending' || state === 'refused' ? state : 'waiting';
}

function msOf(at: string | number): number {
  return typeof at === 'number' ? at : Date.parse(at);
}
