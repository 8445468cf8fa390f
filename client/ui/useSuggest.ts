import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';

/** One thing that can be chosen. Options of one `group` stand together under its name. */
export type Suggestion = { value: string; label: string; hint?: string; group?: string };

/** What the list under the input needs to know of the input and its field. */
export interface Suggesting {
  /** What can be chosen for a text, best first. */
  find: (text: string) => readonly Suggestion[];
  /** The label of a value that was chosen before. */
  labelOf: (value: string) => string;
  model: Ref<string>;
  text: Ref<string>;
  /** Told of every choice, also of the one that was there already. */
  chosen: (value: string) => void;
}

/**
 * An input with a list under it: typing opens it at its first line. What was typed and fits nothing stays, and the
 * value is empty. Leaving with exactly one line left takes it.
 */
export function useSuggest({ find, labelOf, model, text, chosen }: Suggesting) {
  const open = ref(false);
  const at = ref(0);
  const isUntouched = () => text.value === labelOf(model.value);
  const options = computed(() => (open.value ? find(isUntouched() ? '' : text.value) : []));
  const active = computed(() => options.value[Math.min(at.value, options.value.length - 1)] ?? null);
  const isTyping = () => text.value.trim() !== '' && model.value === '';
  const show = (value: string) => {
    if (value !== '' && labelOf(value) !== '') text.value = labelOf(value);
  };
  watch(model, show, { immediate: true });

  /** `text` may still be the text before: a parent that holds it has not been asked yet. */
  function typed(now: string): void {
    if (model.value !== '' && now !== labelOf(model.value)) model.value = '';
    at.value = 0;
    open.value = true;
  }

  function take(option: Suggestion): void {
    model.value = option.value;
    text.value = labelOf(option.value) || option.label;
    open.value = false;
    chosen(option.value);
  }

  function left(): void {
    const [only, second] = isTyping() ? find(text.value) : [];
    if (only && !second) take(only);
    open.value = false;
  }

  const onKey = keys({ open, at, options, active, model, isTyping, take });
  return { open, options, active, typed, take, left, onKey };
}

interface List {
  readonly open: Ref<boolean>;
  readonly at: Ref<number>;
  readonly options: ComputedRef<readonly Suggestion[]>;
  readonly active: ComputedRef<Suggestion | null>;
  readonly model: Ref<string>;
  isTyping(): boolean;
  take(option: Suggestion): void;
}

/** Up and Down move, Enter and Tab take the line, Escape closes the list and only then belongs to others. */
function keys(list: List) {
  const { open, at, options, active, model } = list;

  function step(by: 1 | -1): void {
    const count = options.value.length;
    if (open.value && count > 0) at.value = (Math.min(at.value, count - 1) + by + count) % count;
    if (open.value) return;
    open.value = true;
    const chosen = options.value.findIndex(({ value }) => value === model.value);
    at.value = Math.max(0, chosen);
  }

  return (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const line = open.value ? active.value : null;
    if (event.key === 'Tab' && line && list.isTyping()) return list.take(line);
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Escape' && open.value) open.value = false;
    else if (event.key === 'Enter' && line) list.take(line);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
