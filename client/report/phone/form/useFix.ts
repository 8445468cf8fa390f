import { onScopeDispose, ref } from 'vue';
import type { Fix } from './draft.ts';

/** Why there is no fix, or that one is being looked for. */
export type FixState = 'none' | 'locating' | 'found' | 'denied' | 'failed' | 'insecure';
/** Beyond this radius in metres a place must be described in words. */
export const COARSE_M = 100;
/** A fix that is good enough to stop looking, in metres, and how long to look at most, in milliseconds. */
const FINE_M = 20;
const PATIENCE = 30_000;

/** The phone's position, given up with the component that asks for it. */
export function useFix(
  take: (fix: Fix | null) => void,
  source: Geolocation | undefined = available(),
): Finder {
  const finder = new Finder(take, source);
  onScopeDispose(() => finder.stop());
  return finder;
}

/**
 * Looks for the phone's position where the browser may tell it (https). It listens until the fix is good or half a
 * minute has passed, and takes the best: the first one of a cold receiver is often a kilometre off.
 */
export class Finder {
  readonly state = ref<FixState>('none');
  readonly possible: boolean;
  private readonly take: (fix: Fix | null) => void;
  private readonly source: Geolocation | undefined;
  private watching: number | null = null;
  private best = Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(take: (fix: Fix | null) => void, source: Geolocation | undefined) {
    this.take = take;
    this.source = source;
    this.possible = source !== undefined;
    if (!source) this.state.value = 'insecure';
  }

  locate(): void {
    if (!this.source) return;
    this.stop();
    this.best = Infinity;
    this.state.value = 'locating';
    this.watching = this.source.watchPosition(
      (position) => this.found(position),
      (problem) => this.failed(problem),
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 25_000 },
    );
    this.timer = setTimeout(() => this.stop(), PATIENCE);
  }

  /** The person does not want it. */
  without(): void {
    this.stop();
    this.state.value = 'none';
    this.take(null);
  }

  stop(): void {
    if (this.watching !== null) this.source?.clearWatch(this.watching);
    this.watching = null;
    clearTimeout(this.timer);
    if (this.state.value === 'locating') this.state.value = 'failed';
  }

  private found({ coords: { latitude: lat, longitude: lng, accuracy } }: GeolocationPosition): void {
    if (accuracy >= this.best) return;
    this.best = accuracy;
    this.state.value = 'found';
    this.take({ lat, lng, accuracy });
    if (accuracy <= FINE_M) this.stop();
  }

  private failed({ code }: GeolocationPositionError): void {
    if (this.state.value !== 'locating') return;
    this.state.value = code === 1 ? 'denied' : 'failed';
    this.stop();
  }
}

function available(): Geolocation | undefined {
  return globalThis.isSecureContext ? navigator.geolocation : undefined;
}
