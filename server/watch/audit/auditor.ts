import { isoIn } from '../../../shared/time.ts';
import type { Trouble } from '../../../shared/wire.ts';
import { TROUBLE_CODES, TROUBLES, type TroubleCode } from './troubles.ts';

/** For how many milliseconds something has been wrong: null when it is not, undefined when it cannot be known now. */
export type Finding = number | null | undefined;
export type Probe = () => Finding | Promise<Finding>;

export interface AuditorSetting {
  /** What is looked at; a trouble without a probe is never found. */
  readonly probes: Partial<Readonly<Record<TroubleCode, Probe>>>;
  /** Real milliseconds since 1970. */
  readonly now: () => number;
  readonly zone: () => string;
  /** Hears when a trouble begins and when it is over. */
  readonly told: (code: TroubleCode, is: 'begun' | 'over') => void;
}

/** Looks at what nobody would otherwise miss. */
export interface Auditor {
  /** What is wrong now, the worst first. */
  troubles(): readonly Trouble[];
  /** Looks at everything now. */
  audit(): Promise<void>;
  close(): void;
}

const AUDIT_MS = 5_000;
/** A probe that is not back by then says nothing, and is not asked again while it is out. */
const PATIENCE_MS = 4_000;

/**
 * Looks at everything every five seconds, on a timer of its own: it hangs neither on the clock nor on the store it
 * watches, and one probe that hangs keeps no other from being heard.
 */
export function openAuditor({ probes, now, zone, told }: AuditorSetting): Auditor {
  const since = new Map<TroubleCode, number>();
  const out = new Set<TroubleCode>();
  let troubles: readonly Trouble[] = [];
  const note = (code: TroubleCode, finding: Finding) => {
    if (finding === undefined || (finding === null) !== since.has(code)) return;
    if (finding === null) since.delete(code);
    else since.set(code, now() - finding);
    troubles = TROUBLE_CODES.flatMap((one) => {
      const from = since.get(one);
      return from === undefined ? [] : [{ code: one, since: isoIn(from, zone()), ...TROUBLES[one] }];
    });
    told(code, finding === null ? 'over' : 'begun');
  };
  const look = async (code: TroubleCode) => {
    const probe = probes[code];
    if (!probe || out.has(code)) return;
    out.add(code);
    const asked = ask(probe).finally(() => out.delete(code));
    note(code, await Promise.race([asked, inVain()]));
  };
  const audit = async () => void (await Promise.all(TROUBLE_CODES.map(look)));
  const timer = setInterval(() => void audit(), AUDIT_MS);
  return { troubles: () => troubles, audit, close: () => clearInterval(timer) };
}

/** A probe that fails knows nothing; what it was asked about has a probe of its own for the store behind it. */
async function ask(probe: Probe): Promise<Finding> {
  try {
    return await probe();
  } catch {
    return undefined;
  }
}

function inVain(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS).unref());
}
