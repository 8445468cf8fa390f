import { computed, ref, watch } from 'vue';
import { isoIn } from '../../../../shared/time.ts';
import { useClock, useRows } from '../../../live/use.ts';
import { zone } from '../../../ui/when.ts';
import { inboxOf, isSettled, neighbourOf } from './inbox.ts';

/** So many unacknowledged reports are shown before somebody asks for more: an ink block is tall. */
const INK_PAGE = 20;
const PAGE = 50;

/** The inbox as a screen shows it, a page at a time, with what moves through it. */
export function useInbox(villageId: () => string | null, book?: string) {
  const reports = useRows('report', book);
  const { now } = useClock(book);
  const openOnly = ref(false);
  const inkShown = ref(INK_PAGE);
  const restShown = ref(PAGE);
  const dayStart = computed(() => startOfDay(now.value, zone.value));

  const inbox = computed(() =>
    inboxOf(reports.value, {
      ...{ openOnly: openOnly.value, villageId: villageId() },
      dayStart: dayStart.value,
    }),
  );
  const waiting = computed(() => inbox.value.waiting.slice(0, inkShown.value));
  const rest = computed(() => inbox.value.rest.slice(0, restShown.value));
  const left = computed(() => ({
    waiting: inbox.value.waiting.length - waiting.value.length,
    rest: inbox.value.rest.length - rest.value.length,
  }));
  const unsigned = computed(() => reports.value.filter(({ state }) => state === 'submitted').length);
  const open = computed(() => reports.value.filter((report) => !isSettled(report)).length);
  watch([openOnly, villageId], () => {
    inkShown.value = INK_PAGE;
    restShown.value = PAGE;
  });

  return {
    ...{ openOnly, waiting, rest, left, unsigned, open },
    /** All there is under the filter, however much of it is shown. */
    total: computed(() => inbox.value.waiting.length + inbox.value.rest.length),
    /** The id of the report after or before another, of those that are shown. */
    neighbour: (current: string | null, step: 1 | -1) =>
      neighbourOf(
        [...waiting.value, ...rest.value].map(({ id }) => id),
        current,
        step,
      ),
    moreWaiting: () => (inkShown.value += INK_PAGE),
    moreRest: () => (restShown.value += PAGE),
  };
}
export type InboxView = ReturnType<typeof useInbox>;

/** When the day of an instant began in a zone, in milliseconds. */
export function startOfDay(ms: number, inZone: string): number {
  const local = isoIn(ms, inZone);
  const [hours, minutes, seconds] = [local.slice(11, 13), local.slice(14, 16), local.slice(17, 19)];
  const passed = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return Math.floor(ms / 1000) * 1000 - passed * 1000;
}
