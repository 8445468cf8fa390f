/** What the desk can play. Each is told from the others by ear alone, also half asleep. */
export type TuneName = 'critical' | 'urgent' | 'duty' | 'exercise';

interface Note {
  /** Seconds from the beginning, and how long it lasts. */
  readonly at: number;
  readonly lasts: number;
  readonly hertz: number;
}

/** One round of an alarm; it is played over and over. */
export interface Tune {
  /** Seconds of one round, with its rest. */
  readonly period: number;
  /** 0 to 1. */
  readonly loudness: number;
  readonly notes: readonly Note[];
}

/**
 * 特急 hurries up and down without a rest; 紧急 is three rising notes and a rest; that a post is not held is two falling
 * notes and a long rest; an exercise is two low notes, half as loud, so that nobody takes it for real.
 */
export const TUNES: Readonly<Record<TuneName, Tune>> = {
  critical: { period: 1.04, loudness: 1, notes: row([988, 740, 988, 740], 0.26, 0.22) },
  urgent: { period: 2.2, loudness: 0.85, notes: row([659, 784, 988], 0.24, 0.2) },
  duty: { period: 4, loudness: 0.7, notes: row([784, 523], 0.5, 0.42) },
  exercise: { period: 3, loudness: 0.45, notes: row([392, 330], 0.4, 0.34) },
};

/**
 * The samples of one round, from -1 to 1. Each note swells and fades, and has two overtones, because a pure tone is
 * hard to hear over a room.
 *
 * @param rate samples a second
 */
export function samplesOf({ period, loudness, notes }: Tune, rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.ceil(period * rate));
  for (const { at, lasts, hertz } of notes) {
    const first = Math.round(at * rate);
    const count = Math.round(lasts * rate);
    for (let n = 0; n < count && first + n < samples.length; n += 1) {
      const turn = 2 * Math.PI * hertz * (n / rate);
      const wave = 0.7 * Math.sin(turn) + 0.2 * Math.sin(2 * turn) + 0.1 * Math.sin(3 * turn);
      samples[first + n] = (samples[first + n] ?? 0) + wave * loudness * envelope(n / count);
    }
  }
  return samples;
}

function row(hertz: readonly number[], step: number, lasts: number): Note[] {
  return hertz.map((one, n) => ({ at: n * step, lasts, hertz: one }));
}

/** Up within the first tenth, down over the last third: a note that starts or stops at once clicks. */
function envelope(part: number): number {
  return Math.min(1, part / 0.1, (1 - part) / 0.33);
}
