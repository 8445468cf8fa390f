import type { Page } from '@playwright/test';

/** Milliseconds since 1970. The browser and the test are on one machine: their clocks are one. */
export type Moment = number;

/** Something that a page is looking out for already; the call waits for it to happen. */
export type Awaited = () => Promise<Moment>;

/**
 * When words are first on a page, as text or as the name of something, seen by the page itself at the change that
 * brings them: the test's own waiting is not counted.
 *
 * @param within a selector of the part of the page where they must be
 */
export async function firstShown(page: Page, words: string, within = 'body'): Promise<Awaited> {
  const lookout = await page.evaluateHandle(lookOut, [words, within] as const);
  return () => lookout.evaluate(({ moment }) => moment);
}

/** When somebody next presses a mouse, a finger or a key there. */
export async function nextPress(page: Page): Promise<Awaited> {
  const lookout = await page.evaluateHandle(() => ({
    moment: new Promise<number>((resolve) => {
      for (const what of ['click', 'keydown']) {
        addEventListener(what, () => resolve(Date.now()), { capture: true, once: true });
      }
    }),
  }));
  return () => lookout.evaluate(({ moment }) => moment);
}

/** Runs in the page. The promise lies in an object, so that nobody waits for it yet. */
function lookOut([words, within]: readonly [string, string]): { moment: Promise<number> } {
  const shows = (one: Element) => one.getClientRects().length > 0;
  const says = (one: Element) =>
    [...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.includes(words));
  const named = (one: Element) => one.getAttribute('aria-label')?.includes(words);
  const isThere = () =>
    [...document.querySelectorAll(`${within} *`)].some((one) => (named(one) || says(one)) && shows(one));
  const moment = new Promise<number>((resolve) => {
    const look = () => {
      if (!isThere()) return;
      observer.disconnect();
      resolve(Date.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
  return { moment };
}

/** Counts what is really played, and plays it: to be called before the page is opened. */
export async function listen(page: Page): Promise<void> {
  await page.context().addInitScript(countStarts);
}

/** When a sound began while the audio clock was running; none while the browser blocks it. */
export function soundsOn(page: Page): Promise<Moment[]> {
  return page.evaluate(() => (window as Heard).soundsStarted ?? []);
}

type Heard = Window & { soundsStarted?: number[] };

function countStarts(): void {
  const started: number[] = ((window as Heard).soundsStarted = []);
  for (const { prototype } of [AudioBufferSourceNode, OscillatorNode]) {
    const start = prototype.start;
    prototype.start = function (this: AudioScheduledSourceNode, ...when: number[]) {
      if (this.context.state === 'running') started.push(Date.now());
      return start.apply(this as never, when as never);
    };
  }
}
