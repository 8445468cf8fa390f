import { ref } from 'vue';
import { samplesOf, TUNES, type TuneName } from './tunes.ts';

/** `off`: nobody has begun yet. `blocked`: the browser does not let it sound. */
export type SirenState = 'off' | 'blocked' | 'on';

/** What the siren needs of a browser's AudioContext. */
export type Audio = Pick<
  AudioContext,
  | 'state'
  | 'currentTime'
  | 'sampleRate'
  | 'destination'
  | 'resume'
  | 'close'
  | 'createBuffer'
  | 'createBufferSource'
  | 'createGain'
  | 'addEventListener'
>;

/** So long the audio clock is watched for a self-check, in milliseconds. */
const CHECK_MS = 400;

/**
 * Makes the desk's sounds without a file. A tune loops in the browser's audio thread, so it goes on while the page is
 * busy, in the background, or without a connection; only `ring(null)` ends it.
 */
export class Siren {
  readonly state = ref<SirenState>('off');
  private readonly make: () => Audio;
  private audio: Audio | null = null;
  private tune: TuneName | null = null;
  private volume = 1;
  private playing: { name: TuneName; stop: () => void } | null = null;

  constructor(make: () => Audio = () => new AudioContext()) {
    this.make = make;
  }

  /**
   * Begins, by a person's gesture or by itself where the browser allows that. True when it can be heard. A browser
   * that waits for a gesture answers only after one, so nobody waits for its answer.
   */
  async enable(): Promise<boolean> {
    this.audio ??= this.open();
    if (!this.audio) return false;
    await Promise.race([this.audio.resume().catch(() => undefined), pause(CHECK_MS)]);
    return this.follow();
  }

  /** Plays a tune until another or none is asked for; also once it is allowed to, if it is not yet. */
  ring(name: TuneName | null): void {
    this.tune = name;
    this.sound();
  }

  /** From 0 to 1, at once. */
  setVolume(volume: number): void {
    this.volume = volume;
    if (!this.playing) return;
    this.hush();
    this.sound();
  }

  /** One round of a tune, to hear that it sounds. */
  async test(name: TuneName = 'urgent'): Promise<boolean> {
    const heard = await this.enable();
    if (heard && !this.playing) this.play(name, false);
    return heard;
  }

  /**
   * Whether it would be heard: the audio clock runs. Makes no sound. A browser may call itself running and stand
   * still, for instance when the sound device went away: that is not being heard.
   */
  async check(): Promise<boolean> {
    if (!this.audio) return false;
    if (await this.runs(this.audio)) return this.follow();
    await this.enable();
    if (this.audio && (await this.runs(this.audio))) return this.follow();
    this.state.value = 'blocked';
    return false;
  }

  close(): void {
    this.ring(null);
    void this.audio?.close().catch(() => undefined);
    this.audio = null;
    this.state.value = 'off';
  }

  private async runs(audio: Audio): Promise<boolean> {
    const before = audio.currentTime;
    await pause(CHECK_MS);
    return audio.state === 'running' && audio.currentTime > before;
  }

  private open(): Audio | null {
    try {
      const audio = this.make();
      audio.addEventListener('statechange', () => void this.follow());
      return audio;
    } catch {
      // No sound device, or a browser without Web Audio: the screen says so.
      this.state.value = 'blocked';
      return null;
    }
  }

  private follow(): boolean {
    const running = this.audio?.state === 'running';
    this.state.value = running ? 'on' : 'blocked';
    this.sound();
    return running;
  }

  private sound(): void {
    if (this.playing?.name === this.tune) return;
    this.hush();
    if (this.tune !== null && this.state.value === 'on') this.play(this.tune, true);
  }

  private play(name: TuneName, loop: boolean): void {
    const { audio } = this;
    if (!audio) return;
    const samples = samplesOf(TUNES[name], audio.sampleRate);
    const buffer = audio.createBuffer(1, samples.length, audio.sampleRate);
    buffer.copyToChannel(samples, 0);
    const source = audio.createBufferSource();
    const gain = audio.createGain();
    source.buffer = buffer;
    source.loop = loop;
    gain.gain.value = this.volume;
    source.connect(gain);
    gain.connect(audio.destination);
    source.start();
    if (loop) this.playing = { name, stop: () => source.stop() };
  }

  private hush(): void {
    this.playing?.stop();
    this.playing = null;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
