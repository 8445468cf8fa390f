import { constants, setPriority } from 'node:os';
import { readLayer } from './geojson.ts';
import { kindOf } from './kind.ts';
import { reencode } from './photo.ts';
import type { Finding, Task } from './task.ts';

/**
 * The child process in which strangers' bytes are read: one task in, one finding out. It has no database, no
 * secrets and no sockets, and it gives way to the server, whose acknowledgements must not wait for a picture.
 */
process.on('message', (task: Task) => {
  examine(task).then(tell, () => tell({ what: 'spent' })); // the disk failed: nothing is known of the file
});
process.on('disconnect', () => process.exit(0));
giveWay();
tell({ what: 'ready' });

async function examine({ of, received, full, small }: Task): Promise<Finding> {
  if (of === 'layer') return readLayer(received);
  const kind = await kindOf(received);
  if (!kind) return { what: 'no', code: 'file.kind' };
  return kind === 'photo' ? reencode(received, full, small) : { what: 'document', media: kind };
}

function tell(finding: Finding): void {
  process.send?.(finding);
}

function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (problem) {
    // Some containers forbid it; then the pictures are merely less polite.
    if (!(problem instanceof Error)) throw problem;
  }
}
