import { ref, shallowRef } from 'vue';
import type { Refusal } from '../../../shared/refusal.ts';
import { ask, sentenceOf, SILENCE } from '../../live/http.ts';

/** A calendar I subscribed to; its address was told once, when it was made. */
export interface Feed {
  readonly id: string;
  readonly kind: 'own' | 'shared';
  readonly madeAt: string;
}

/** My calendar subscriptions, as the server has them. */
export function useFeeds() {
  const feeds = shallowRef<readonly Feed[]>([]);
  const address = ref<string | null>(null);
  const refusal = shallowRef<Refusal | null>(null);
  const busy = ref(false);

  async function within(work: () => Promise<{ status: number; body: unknown } | null>): Promise<unknown> {
    busy.value = true;
    const heard = await work();
    busy.value = false;
    refusal.value = heard && heard.status < 300 ? null : (sentenceOf(heard?.body) ?? SILENCE);
    return refusal.value ? null : (heard?.body ?? true);
  }
  async function load(): Promise<void> {
    const body = await within(() => ask('GET', '/api/feeds'));
    if (body) feeds.value = (body as { feeds: Feed[] }).feeds;
  }
  return {
    ...{ feeds, address, refusal, busy, load },
    async make(kind: Feed['kind']) {
      const body = await within(() => ask('POST', '/api/feeds', { json: { kind } }));
      if (!body) return;
      address.value = location.origin + (body as { path: string }).path;
      await load();
    },
    async revoke(id: string) {
      if (await within(() => ask('DELETE', `/api/feeds/${id}`))) {
        address.value = null;
        await load();
      }
    },
    forget: () => (address.value = null),
  };
}
