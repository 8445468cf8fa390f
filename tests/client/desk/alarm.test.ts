import { afterEach, describe, expect, test, vi } from 'vitest';
import { alarming, arrivedIn, tuneFor } from '../../../client/faces/desk/sound/alarm.ts';
import { Siren, type Audio } from '../../../client/faces/desk/sound/siren.ts';
import { samplesOf, TUNES } from '../../../client/faces/desk/sound/tunes.ts';
import { reportRow } from './rows.ts';

const waiting = (id: string, more = {}) => reportRow(id, { state: 'submitted', ...more });

describe('what sounds', () => {
  const ids = (from: 'critical' | 'urgent' | 'routine', me: string | null = null) =>
    alarming(
      [
        waiting('routine', { urgency: 'routine' }),
        waiting('urgent'),
        waiting('critical', { urgency: 'critical' }),
        reportRow('signed', { urgency: 'critical' }),
      ],
      from,
      me,
    ).map(({ id }) => id);

  test('is what nobody has signed for, from the unit’s limit on', () => {
    expect(ids('critical')).toEqual(['critical']);
    expect(ids('urgent')).toEqual(['urgent', 'critical']);
    expect(ids('routine')).toEqual(['routine', 'urgent', 'critical']);
  });

  test('is not the call that one is taking down, unless it was left for too long', () => {
    const mine = waiting('mine', { channel: 'phone' });
    expect(alarming([mine], 'urgent', 'o1')).toEqual([]);
    expect(alarming([mine], 'urgent', 'o2')).toEqual([mine]);
    const late = { ...mine, escalatedAt: '2026-04-05T13:33:00+08:00' };
    expect(alarming([late], 'urgent', 'o1')).toEqual([late]);
  });

  test('is the most urgent real one, and an exercise only when nothing real waits', () => {
    const [urgent, critical] = [waiting('u'), waiting('c', { urgency: 'critical' })];
    expect(tuneFor([], [])).toBeNull();
    expect(tuneFor([urgent, critical], [])).toBe('critical');
    expect(tuneFor([urgent], [critical])).toBe('urgent');
    expect(tuneFor([], [critical])).toBe('exercise');
  });

  test('is a post that is not held, after every real report and before an exercise', () => {
    const report = waiting('u');
    const real = { real: true, exercise: false };
    expect(tuneFor([report], [], real)).toBe('urgent');
    expect(tuneFor([], [report], real)).toBe('duty');
    expect(tuneFor([], [], { real: false, exercise: true })).toBe('exercise');
  });

  test('is told once, when it arrives', () => {
    const [a, b] = [waiting('a'), waiting('b')];
    expect(arrivedIn([a, b], new Set(['a']))).toEqual([b]);
  });

  test('has no click in it and stays within what a loudspeaker takes', () => {
    for (const tune of Object.values(TUNES)) {
      const samples = samplesOf(tune, 8000);
      expect(samples).toHaveLength(Math.ceil(tune.period * 8000));
      const loudest = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      expect(loudest).toBeGreaterThan(0.2);
      expect(loudest).toBeLessThanOrEqual(1);
      expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.01);
      expect(Math.abs(samples[samples.length - 1] ?? 1)).toBeLessThan(0.05);
    }
  });
});

interface FakeAudio extends Record<string, unknown> {
  state: AudioContextState;
  readonly currentTime: number;
  resume(): Promise<void>;
  become(state: AudioContextState): void;
}

/** A browser's audio, as far as the siren asks for it. `permit` is the person's gesture. */
function browserAudio({ allowed = true, frozen = false } = {}) {
  const heard: { loop: boolean; samples: number; stopped: boolean; volume: number }[] = [];
  const listeners: (() => void)[] = [];
  const audio: FakeAudio = {
    ...{ state: 'suspended' as AudioContextState, sampleRate: 8000, destination: {} },
    get currentTime(): number {
      return frozen || audio.state !== 'running' ? 0 : Date.now() / 1000;
    },
    async resume() {
      if (allowed) audio.become('running');
      else await new Promise(() => undefined);
    },
    async close() {
      audio.become('closed');
    },
    become(state: AudioContextState) {
      audio.state = state;
      listeners.forEach((tell) => tell());
    },
    addEventListener: (_name: string, tell: () => void) => void listeners.push(tell),
    createBuffer: (_channels: number, length: number) => ({ length, copyToChannel: () => undefined }),
    createGain: () => ({ gain: { value: 1 }, connect: () => undefined }),
    createBufferSource() {
      const one = { loop: false, samples: 0, stopped: false, volume: 0 };
      return {
        buffer: null as { length: number } | null,
        loop: false,
        connect(gain: { gain: { value: number } }) {
          one.volume = gain.gain.value;
        },
        start() {
          Object.assign(one, { loop: this.loop, samples: this.buffer?.length });
          heard.push(one);
        },
        stop() {
          one.stopped = true;
        },
      };
    },
  };
  const sounding = () => heard.filter(({ loop, stopped }) => loop && !stopped);
  return { audio, heard, sounding, make: () => audio as unknown as Audio };
}
const roundOf = (name: keyof typeof TUNES) => Math.ceil(TUNES[name].period * 8000);
afterEach(() => vi.useRealTimers());

describe('the siren', () => {
  test('loops a tune from the moment it is allowed until it is told to stop, whatever else happens', async () => {
    const { heard, sounding, make } = browserAudio();
    const siren = new Siren(make);
    expect(siren.state.value).toBe('off');
    expect(await siren.enable()).toBe(true);
    siren.ring('urgent');
    siren.ring('urgent');
    expect(sounding()).toHaveLength(1);
    // One more report of the same kind does not begin the tune anew: it would stutter.
    expect(heard).toHaveLength(1);
    siren.ring('critical');
    expect(sounding().map(({ samples }) => samples)).toEqual([roundOf('critical')]);
    siren.ring(null);
    expect(sounding()).toEqual([]);
  });

  test('says that it is blocked, and sounds as soon as somebody lets it', async () => {
    vi.useFakeTimers();
    const { audio, sounding, make } = browserAudio({ allowed: false });
    const siren = new Siren(make);
    siren.ring('critical');
    const enabled = siren.enable();
    await vi.advanceTimersByTimeAsync(500);
    expect(await enabled).toBe(false);
    expect(siren.state.value).toBe('blocked');
    expect(sounding()).toEqual([]);
    audio.become('running');
    expect(siren.state.value).toBe('on');
    expect(sounding()).toHaveLength(1);
  });

  test('finds out by itself that the browser took the sound away', async () => {
    vi.useFakeTimers();
    const { audio, make } = browserAudio();
    const siren = new Siren(make);
    await siren.enable();
    audio.become('suspended');
    expect(siren.state.value).toBe('blocked');
    const checked = siren.check();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await checked).toBe(true);
    expect(siren.state.value).toBe('on');
  });

  test('takes a clock that stands still for silence, though the browser calls it running', async () => {
    vi.useFakeTimers();
    const { make } = browserAudio({ frozen: true });
    const siren = new Siren(make);
    await siren.enable();
    const checked = siren.check();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await checked).toBe(false);
    expect(siren.state.value).toBe('blocked');
  });

  test('changes its volume while it sounds, and tests with one round only', async () => {
    const { heard, sounding, make } = browserAudio();
    const siren = new Siren(make);
    expect(await siren.test()).toBe(true);
    expect(heard).toMatchObject([{ loop: false, samples: roundOf('urgent') }]);
    siren.ring('urgent');
    siren.setVolume(0.25);
    expect(sounding()).toMatchObject([{ volume: 0.25 }]);
  });

  test('is blocked where there is no sound at all', async () => {
    const siren = new Siren(() => {
      throw new Error('no device');
    });
    expect(await siren.enable()).toBe(false);
    expect(siren.state.value).toBe('blocked');
  });
});
