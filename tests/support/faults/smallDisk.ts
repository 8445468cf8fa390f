import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that can be filled. */
export interface SmallDisk {
  readonly dir: string;
  /** Fills it until so many bytes are left; 0 fills it to the last. */
  leave(bytes: number): Promise<void>;
  /** Gives back what was filled. */
  free(): Promise<void>;
  gone(): Promise<void>;
}

const CHUNK = 64 * 1024;

/**
 * Mounts a small disk in memory.
 *
 * @throws when that is not allowed: a full disk cannot be had in another way, and a test that skips proves nothing
 */
export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const dir = await mkdtemp(join(tmpdir(), 'zhishou-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'pipe' });
  } catch (problem) {
    throw new Error('a disk to be filled could not be mounted: this suite must run as root', {
      cause: problem,
    });
  }
  const ballast = join(dir, 'ballast');
  return {
    dir,
    leave: (bytes) => fill(dir, ballast, bytes),
    free: () => rm(ballast, { force: true }),
    async gone() {
      execFileSync('umount', ['-l', dir]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function fill(dir: string, ballast: string, leave: number): Promise<void> {
  const file = await open(ballast, 'a');
  try {
    for (;;) {
      const { bavail, bsize } = await statfs(dir);
      const more = Math.min(bavail * bsize - leave, CHUNK);
      if (more <= 0) return;
      await file.write(Buffer.alloc(more, 1));
    }
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'ENOSPC') throw problem;
  } finally {
    await file.close();
  }
}
