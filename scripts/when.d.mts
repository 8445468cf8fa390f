export function isTooOld(version: string, needed: string): boolean;
export function needsInstall(
  lock: { packages: Record<string, { version?: string; optional?: boolean; link?: boolean }> },
  installed: { packages: Record<string, { version?: string }> } | null,
): string | null;
export function needsBuild(hash: string, stamp: string | null): string | null;
export function backOff(beforeMs: number | null, upMs: number): number;
export function afterEnd(end: { code: number | null; asked: boolean }): { exit: number } | 'again';
