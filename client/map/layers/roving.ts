const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/**
 * Makes all marks one stop of the Tab key: the first of them, or the one that had the focus last. From a mark the
 * arrow keys go to the next one in their direction; Enter presses it, as it is a button.
 */
export class Roving {
  private readonly container: HTMLElement;

  constructor(container: HTMLElement) {
    this.container = container;
    container.addEventListener('focusin', (event) => this.arrive(event.target));
    container.addEventListener('keydown', (event) => this.go(event));
  }

  /** After marks came or went: exactly one is a stop. */
  settle(): void {
    const buttons = this.buttons();
    if (!buttons.some((button) => button.tabIndex === 0) && buttons[0]) buttons[0].tabIndex = 0;
  }

  private arrive(target: EventTarget | null): void {
    const buttons = this.buttons();
    if (!buttons.includes(target as HTMLButtonElement)) return;
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
  }

  private go(event: KeyboardEvent): void {
    const way = WAYS[event.key];
    const from = event.target as HTMLButtonElement;
    const buttons = this.buttons();
    if (!way || event.defaultPrevented || !buttons.includes(from)) return;
    event.preventDefault();
    event.stopPropagation();
    const view = this.container.getBoundingClientRect();
    const seen = buttons.filter((button) => button !== from && holds(view, middle(button)));
    const next = nextMark(middle(from), seen.map(middle), way);
    if (next >= 0) seen[next]!.focus({ preventScroll: true });
  }

  private buttons(): HTMLButtonElement[] {
    return [...this.container.querySelectorAll<HTMLButtonElement>('button.map-mark-button')];
  }
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Which of the spots is next in a direction: near, and rather straight ahead than aside. −1 if there is none. */
export function nextMark(from: Spot, spots: readonly Spot[], [wx, wy]: readonly [number, number]): number {
  let best = -1;
  let least = Infinity;
  spots.forEach(({ x, y }, n) => {
    const ahead = (x - from.x) * wx + (y - from.y) * wy;
    const aside = Math.abs((x - from.x) * wy) + Math.abs((y - from.y) * wx);
    const cost = ahead + aside * 2.2;
    if (ahead <= 1 || aside > ahead * 2.5 || cost >= least) return;
    best = n;
    least = cost;
  });
  return best;
}

function middle(button: HTMLElement): Spot {
  const box = button.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

function holds(view: DOMRect, { x, y }: Spot): boolean {
  return x >= view.left && x <= view.right && y >= view.top && y <= view.bottom;
}
