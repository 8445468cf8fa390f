import { computed, onScopeDispose, ref, watch } from 'vue';
import { REAL } from '../../../../shared/book/contract.ts';
import { session } from '../../../account/session.ts';
import { useDutyAlarm, type DutyAlarm } from '../../../attendance/useDutyNow.ts';
import { useRow, useRows } from '../../../live/use.ts';
import { announce } from '../../../ui/announce.ts';
import { say } from '../../../ui/language.ts';
import { recall, remember } from '../../../ui/remember.ts';
import { words } from '../words.ts';
import { alarming, arrivedIn, tuneFor } from './alarm.ts';
import { Siren } from './siren.ts';

const HOUR_MS = 3_600_000;
const VOLUMES = { low: 0.25, middle: 0.6, high: 1 } as const;
export type Volume = keyof typeof VOLUMES;

/**
 * The desk's alarm: it sounds for every report that is urgent enough until somebody, here or elsewhere, has signed
 * for it, and while a post is not held. In an exercise the real book is heard as well, and before it. `silent` is a screen that never sounds.
 */
export function useAlarm(book: string, silent: () => boolean, siren = new Siren()) {
  const real = useAlarming(REAL);
  const here = book === REAL ? real : useAlarming(book);
  const exercise = computed(() => (book === REAL ? [] : here.value));
  const realDuty = useDutyAlarm(REAL);
  const duty = book === REAL ? realDuty : useDutyAlarm(book);
  const unheld = computed(() => ({
    real: isAlarm(realDuty.value),
    exercise: book !== REAL && isAlarm(duty.value),
  }));
  const tune = computed(() => (silent() ? null : tuneFor(real.value, exercise.value, unheld.value)));
  const volume = ref<Volume>((recall('desk.volume') as Volume | null) ?? 'high');

  watch(tune, (name) => siren.ring(name), { immediate: true });
  watch(
    volume,
    (chosen) => {
      siren.setVolume(VOLUMES[chosen] ?? 1);
      remember('desk.volume', chosen);
    },
    { immediate: true },
  );
  tellArrivals(() => [...real.value, ...exercise.value]);
  tellNobody(() => duty.value.nobody);
  keepAwake(siren, silent);

  return {
    state: siren.state,
    /** The reports of this book that should sound. */
    ringing: computed(() => new Set(here.value.map(({ id }) => id))),
    /** Real ones, while this screen is in an exercise. */
    breakingThrough: computed(() => (book === REAL ? [] : real.value)),
    /** A post is not held, here or in the real book. */
    unheld: computed(() => unheld.value.real || unheld.value.exercise),
    sounding: computed(() => siren.state.value === 'on' && tune.value !== null),
    volume: computed(() => volume.value),
    setVolume: (chosen: Volume) => (volume.value = chosen),
    enable: () => siren.enable(),
    test: () => siren.test(),
  };
}
export type AlarmDesk = ReturnType<typeof useAlarm>;

function useAlarming(book: string) {
  const reports = useRows('report', book);
  const unit = useRow('unit', () => 'unit', book);
  const me = () => session.value?.principal.id ?? null;
  return computed(() => alarming(reports.value, unit.value?.alarmFrom ?? 'urgent', me()));
}

/** A screen reader hears of each new one at once; the focus stays where it is. */
function tellArrivals(now: () => ReturnType<typeof alarming>): void {
  let before: ReadonlySet<string> = new Set();
  watch(
    now,
    (reports) => {
      const [first] = arrivedIn(reports, before);
      before = new Set(reports.map(({ id }) => id));
      if (first) announce(say(words.newReport, { words: first.words.slice(0, 80) }), { urgent: true });
    },
    { immediate: true },
  );
}

const isAlarm = ({ nobody, awaited }: DutyAlarm) => nobody || awaited > 0;

/** That nobody is on duty is said once; who has not come is said by his own bar. */
function tellNobody(nobody: () => boolean): void {
  watch(nobody, (is) => is && announce(say(words.titleNobody), { urgent: true }), { immediate: true });
}

/** Begins by itself where it may, with the first press anywhere else; looks every hour whether it would be heard. */
function keepAwake(siren: Siren, silent: () => boolean): void {
  const begin = () => {
    if (!silent() && siren.state.value !== 'on') void siren.enable();
  };
  const look = () =>
    void (document.visibilityState === 'visible' && siren.state.value === 'on' && siren.check());
  const hourly = setInterval(() => void (silent() || siren.check()), HOUR_MS);
  begin();
  addEventListener('pointerdown', begin);
  addEventListener('keydown', begin);
  document.addEventListener('visibilitychange', look);
  onScopeDispose(() => {
    clearInterval(hourly);
    removeEventListener('pointerdown', begin);
    removeEventListener('keydown', begin);
    document.removeEventListener('visibilitychange', look);
    siren.close();
  });
}
