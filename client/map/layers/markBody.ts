import type { LabelPlace } from '../labels/label.ts';
import { textWidth } from '../labels/textWidth.ts';
import { element, haloText, svgOf } from './draw.ts';
import type { Drawing } from './glyphs.ts';

/** How one row is drawn. `name` is what a screen reader says. */
export interface Sketch {
  readonly drawing: Drawing;
  readonly className: string;
  readonly name: string;
  readonly label: LabelSketch | null;
}

/** The words beside a mark: a plain name with a halo, or a chip with a strong and a light part. */
export interface LabelSketch {
  readonly style: 'name' | 'chip';
  readonly text: string;
  /** Lighter words after the text. */
  readonly light?: string;
  /** What remains where there is no room for all. */
  readonly brief?: string;
  /** Rather to the right of its mark than above. */
  readonly beside?: boolean;
  readonly className: string;
  readonly size: number;
  readonly rank: number;
  readonly keep: boolean;
}

/** A mark's element with its button and its words, around the place where it stands. Sizes in pixels of the screen. */
export interface MarkBody {
  readonly body: HTMLElement;
  readonly reach: number;
  readonly label: LabelSketch | null;
  readonly width: number;
  readonly briefWidth: number | undefined;
  readonly height: number;
  /** Moves it aside by so much, and sets its words and leader line. */
  place(move: { dx: number; dy: number }, label: LabelPlace | null): void;
}

/** What marks depend on besides their rows: `scale` enlarges everything, as on a wall; `family` is the type face. */
export interface Look {
  readonly scale: number;
  readonly family: string;
  readonly interactive: boolean;
}

/** Makes a mark's body, in the element it had before if there is one: its place in the order of reading stays. */
export function markBody(sketch: Sketch, look: Look, before?: HTMLElement): MarkBody {
  const body = before ?? element('div', '');
  const focused = body.contains(document.activeElement);
  const [stem, leader] = [element('span', 'map-stem'), element('span', 'map-leader')];
  const button = buttonOf(sketch, look);
  const words = wordsOf(sketch.label, look);
  body.className = `map-mark-body ${sketch.className}`;
  body.replaceChildren(stem, leader, button, ...(words ? [words.element] : []));
  if (focused) button.focus({ preventScroll: true });
  const reach = sketch.drawing.reach * look.scale;
  return {
    body,
    reach,
    label: sketch.label,
    width: words?.width ?? 0,
    briefWidth: words?.briefWidth,
    height: words?.height ?? 0,
    place(move, label) {
      body.style.transform = move.dx || move.dy ? `translate(${move.dx}px, ${move.dy}px)` : '';
      point(stem, reach, move);
      if (words && label) settle(words.element, label);
      draw(leader, reach, label);
    },
  };
}

function buttonOf({ name, drawing }: Sketch, look: Look): HTMLElement {
  const button = element(look.interactive ? 'button' : 'span', 'map-mark-button');
  if (look.interactive) button.setAttribute('type', 'button');
  else button.setAttribute('role', 'img');
  button.setAttribute('aria-label', name);
  button.title = name;
  if (look.interactive) button.tabIndex = -1;
  const svg = svgOf(drawing);
  for (const side of ['width', 'height']) {
    svg.setAttribute(side, String(Number(svg.getAttribute(side)) * look.scale));
  }
  button.append(svg);
  return button;
}

interface Words {
  readonly element: HTMLElement | SVGElement;
  readonly width: number;
  readonly briefWidth?: number;
  readonly height: number;
}

function wordsOf(label: LabelSketch | null, { scale, family }: Look): Words | null {
  if (!label) return null;
  const size = label.size * scale;
  const widthOf = (text: string, weight: number) => textWidth(text, { family, size, weight });
  if (label.style === 'name') {
    const [width, height] = [widthOf(label.text, 600) + 2, size * 1.3];
    const name = haloText(label.text, `map-name ${label.className}`, width, height);
    name.style.fontSize = `${size}px`;
    return { element: name, width, height };
  }
  const edge = size * 1.1 + 2;
  const light = label.light ? widthOf(label.light, 400) * 0.94 + size * 0.5 : 0;
  return {
    element: chipOf(label, size),
    width: Math.ceil(widthOf(label.text, 600) + light + edge),
    briefWidth: label.brief === undefined ? undefined : Math.ceil(widthOf(label.brief, 600) + edge),
    height: Math.round(size * 1.76),
  };
}

function chipOf({ text, light, brief, className }: LabelSketch, size: number): HTMLElement {
  const chip = element('span', `map-chip ${className}`);
  chip.setAttribute('aria-hidden', 'true');
  chip.style.fontSize = `${size}px`;
  chip.append(element('b', 'map-chip-full', text));
  if (light) chip.append(element('span', 'map-chip-full map-chip-light', light));
  if (brief) chip.append(element('b', 'map-chip-brief', brief));
  return chip;
}

function settle(words: HTMLElement | SVGElement, { dx, dy, shown, brief }: LabelPlace): void {
  words.style.left = `${Math.round(dx)}px`;
  words.style.top = `${Math.round(dy)}px`;
  words.classList.toggle('is-hidden', !shown);
  words.classList.toggle('is-brief', brief);
}

/** A mark that was moved aside points to where it belongs, up to the edge of the one that stands there. */
function point(stem: HTMLElement, reach: number, { dx, dy }: { dx: number; dy: number }): void {
  const length = Math.max(0, Math.hypot(dx, dy) - reach);
  stem.hidden = length < 1;
  stem.style.width = `${length}px`;
  stem.style.transform = `rotate(${Math.atan2(-dy, -dx)}rad)`;
}

function draw(leader: HTMLElement, reach: number, label: LabelPlace | null): void {
  const length = label?.shown ? label.leader : 0;
  leader.hidden = length === 0;
  leader.style.top = `${length > 0 ? reach - 2 : -reach + length}px`;
  leader.style.height = `${Math.abs(length) + 2}px`;
}
