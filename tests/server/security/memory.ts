import { link, NOTHING } from '../../../server/security/chain.ts';
import type { SecurityLine } from '../../../server/security/contract.ts';
import type { SecurityLog } from '../../../server/security/securityLog.ts';

/** A security log in memory, that can be away. */
export function logInMemory(): SecurityLog & { readonly lines: SecurityLine[]; away: boolean } {
  const lines: SecurityLine[] = [];
  const here = <T>(value: () => T) =>
    log.away ? Promise.reject(new Error('away')) : Promise.resolve(value());
  const log = {
    lines,
    away: false,
    ready: async () => undefined,
    append: (drafts: Parameters<SecurityLog['append']>[0]) =>
      here(() => {
        const added = link(lines.at(-1) ?? NOTHING, drafts);
        lines.push(...added);
        return added;
      }),
    ask: ({ limit }: { limit: number }) => here(() => [...lines].reverse().slice(0, limit)),
    read: (after: number, limit: number) =>
      here(() => lines.filter(({ seq }) => seq > after).slice(0, limit)),
    older: (ms: number) =>
      here(() => {
        const stays = lines.findIndex(({ at }) => Date.parse(at) >= ms);
        const old = stays < 0 ? lines : lines.slice(0, stays);
        const [first, last] = [old[0], old.at(-1)];
        return first && last
          ? { count: old.length, first: first.seq, through: last.seq, hash: last.hash }
          : null;
      }),
    remove: (through: number) =>
      here(() => lines.splice(0, lines.filter(({ seq }) => seq <= through).length).length),
  };
  return log;
}
