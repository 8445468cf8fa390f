import type { Drawing } from './glyphs.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** The drawing as an SVG element, its middle in the middle. It is ornament: the button around it has the words. */
export function svgOf({ reach, pieces }: Drawing): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const size = Math.ceil(reach + 1) * 2;
  svg.setAttribute('viewBox', `${-size / 2} ${-size / 2} ${size} ${size}`);
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes] of pieces) {
    const piece = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) piece.setAttribute(name, String(value));
    svg.append(piece);
  }
  return svg;
}

/** A line of text with a halo of the map's colour around its letters. */
export function haloText(text: string, name: string, width: number, height: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', name);
  svg.setAttribute('width', String(Math.ceil(width)));
  svg.setAttribute('height', String(Math.ceil(height)));
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'text');
  line.setAttribute('x', String(width / 2));
  line.setAttribute('y', String(height * 0.76));
  line.setAttribute('text-anchor', 'middle');
  line.textContent = text;
  svg.append(line);
  return svg;
}

/** An element with a class and text, nothing else. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
