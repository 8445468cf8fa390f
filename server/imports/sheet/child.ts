import { constants, setPriority } from 'node:os';
import { openTable } from './openTable.ts';
import { no, type Finding, type Task } from './task.ts';

/**
 * The child process in which an office's table is read: one task, one finding, and it is gone. It has no database,
 * no secrets and no sockets, little memory and little time.
 */
process.on('message', ({ bytes }: Task) => tell(read(bytes), () => process.exit(0)));
process.on('disconnect', () => process.exit(0));
giveWay();
tell({ what: 'ready' });

function read(bytes: Uint8Array): Finding {
  try {
    return openTable(Buffer.from(bytes));
  } catch (problem) {
    if (problem instanceof Error)
      return no(/password/i.test(problem.message) ? 'import.encrypted' : 'import.damaged');
    throw problem;
  }
}

function tell(finding: Finding, then: () => void = () => undefined): void {
  process.send?.(finding, then);
}

function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem; // some containers forbid it
  }
}
