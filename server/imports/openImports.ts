import type { IncomingMessage } from 'node:http';
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.ts';
import type { RosterImport } from '../../shared/roster/imported.ts';
import { importRefusals, SHEET_LIMITS } from './contract.ts';
import { dryRun, type Ground } from './roster/dryRun.ts';
import { readTable } from './sheet/readTable.ts';
import type { Answer, Sheet } from './sheet/task.ts';

/** Reads tables that people hand in; one at a time, since each has a process of its own. Nothing is kept of them. */
export interface Imports {
  /** What an office's roster would write into a month, or why it is not taken. */
  roster(stream: IncomingMessage, ground: Ground): Promise<RosterImport | Refusal>;
}

const MOST_WAITING = 3;

export function openImports(read: (bytes: Uint8Array) => Promise<Answer> = readTable): Imports {
  let queued = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async (bytes: Buffer): Promise<readonly Sheet[] | Refusal> => {
    const mine = last.then(() => read(bytes));
    last = mine.catch(() => undefined);
    const answer = await mine;
    return answer.what === 'sheets' ? answer.sheets : refusalOf(answer);
  };
  return {
    async roster(stream, ground) {
      if (queued >= MOST_WAITING) return refuse(importRefusals, 'import.busy');
      queued += 1;
      try {
        const bytes = await received(stream);
        const sheets = isRefusal(bytes) ? bytes : await inTurn(bytes);
        return isRefusal(sheets) ? sheets : dryRun(ground, sheets as readonly Sheet[]);
      } finally {
        queued -= 1;
      }
    },
  };
}

function refusalOf({ code, sheet = '' }: Extract<Answer, { what: 'no' }>): Refusal {
  return refuse(importRefusals, code, { sheet, row: SHEET_LIMITS.rows, rows: SHEET_LIMITS.rows });
}

/** How long the bytes may take to come in. */
const BODY_MS = 60_000;

/** All bytes of a request, in memory, with a hard cap. The stream is left alone: an answer has to go out beside it. */
function received(stream: IncomingMessage): Promise<Buffer | Refusal> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (result: Buffer | Refusal) => {
      clearTimeout(timer);
      stream.off('data', onData).off('end', onEnd).off('close', onCut).off('error', onCut);
      stream.on('error', () => undefined); // the sender is gone: nobody is left to tell
      resolve(result);
    };
    const onCut = () => settle(refuse(importRefusals, 'import.cut-off'));
    const onEnd = () => {
      if (!stream.complete) return onCut();
      settle(length === 0 ? refuse(importRefusals, 'import.empty') : Buffer.concat(chunks, length));
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > SHEET_LIMITS.file) return settle(refuse(importRefusals, 'import.too-large'));
      chunks.push(chunk);
    };
    const timer = setTimeout(onCut, BODY_MS);
    stream.on('data', onData).on('end', onEnd).on('close', onCut).on('error', onCut);
  });
}
