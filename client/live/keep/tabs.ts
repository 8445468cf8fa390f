import { newId } from '../newId.ts';

/** What tabs of one browser tell each other: that the shelf changed. */
export interface Tabs {
  tell(): void;
  close(): void;
}

/**
 * By the storage event, which every browser sends to the other tabs, also over plain http. Where storage is
 * forbidden nobody is told, and each tab learns of changes with its next pass.
 */
export function tabsOf(key: string, onTold: () => void): Tabs {
  const told = (event: StorageEvent) => {
    if (event.key === key) onTold();
  };
  addEventListener('storage', told);
  return {
    tell() {
      try {
        localStorage.setItem(key, newId());
      } catch {
        // A private window, or no room: see above.
        return;
      }
    },
    close: () => removeEventListener('storage', told),
  };
}
