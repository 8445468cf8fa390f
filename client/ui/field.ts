import { computed, inject, provide, useAttrs, type ComputedRef, type InjectionKey } from 'vue';

/** What a control must know of the field around it: its ids, whether it is wrong, whether it must be filled. */
export type Field = {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
};

const around: InjectionKey<ComputedRef<Field>> = Symbol('field');

/** The field says who it is; the controls inside take their ids and states from it. */
export function provideField(field: ComputedRef<Field>): void {
  provide(around, field);
}

/** The field around this component, or null for a control that stands alone. */
export function useField(): ComputedRef<Field | null> {
  const field = inject(around, null);
  return computed(() => field?.value ?? null);
}

/**
 * The attributes that tie an input to its field, under whatever the author wrote on it. `aria-required`, not
 * `required`: the browser's own bubble would speak another language than the page.
 */
export function useFieldAttributes(): ComputedRef<Record<string, unknown>> {
  const field = useField();
  const attrs = useAttrs();
  return computed(() => ({
    id: field.value?.id,
    'aria-describedby': field.value?.describedBy,
    'aria-invalid': field.value?.invalid || undefined,
    'aria-required': field.value?.required || undefined,
    ...attrs,
  }));
}
