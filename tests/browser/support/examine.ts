import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './stage.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Looks at a page in both themes: axe finds nothing, and nothing sticks out to the side. The page must follow the
 * system's theme, unless it has only one (`pinned`).
 */
export async function examine(page: Page, pinned?: 'dark'): Promise<void> {
  for (const theme of pinned ? [pinned] : (['light', 'dark'] as const)) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expect.poll(() => page.evaluate(changing), { message: 'colours on their way' }).toBe(0);
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
    );
    expect(found, `axe, ${theme}`).toEqual([]);
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(beyond, 'pixels to scroll sideways').toBe(0);
  }
}

/** Runs in the page: how many things are between two looks; what moves for ever does not count. */
function changing(): number {
  return document.getAnimations().filter((one) => one instanceof CSSTransition).length;
}
