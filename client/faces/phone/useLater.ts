import { onScopeDispose, shallowRef, watch, type Component, type ShallowRef } from 'vue';

/** The first picture of the page comes before what it may need later. */
const AFTER_MS = 1200;
const AGAIN_MS = 5000;

/**
 * A component that is fetched when it is wanted, or soon after the page stands, so that it is here by then and costs
 * the start nothing. Null until then; without a signal it is tried again.
 *
 * @param wanted whether it is needed now; without it the component is fetched ahead, whoever will want it
 */
export function useLater(
  fetch: () => Promise<{ default: Component }>,
  wanted?: () => boolean,
): Readonly<ShallowRef<Component | null>> {
  const component = shallowRef<Component | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = () => {
    clearTimeout(timer);
    fetch().then(
      (loaded) => (component.value = loaded.default),
      () => (timer = setTimeout(load, AGAIN_MS)),
    );
  };
  if (wanted) watch(wanted, (now) => now && !component.value && load(), { immediate: true });
  else timer = setTimeout(load, AFTER_MS);
  onScopeDispose(() => clearTimeout(timer));
  return component;
}
