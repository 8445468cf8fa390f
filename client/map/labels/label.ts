/** A box in pixels of the view. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * A label that wants a place; of width 0 it is a mark without one, of which others keep clear. `x`, `y` is the middle of its mark and `clear` the mark's radius. Lower ranks are
 * placed first. A chip may go down on a leader line, and say less (`brief` is its width then) where there is no room
 * for all of it; a name may stand a little off. One that must not go missing (`keep`) is shown even where it meets
 * another. `beside` asks for the right side first, else it is above.
 */
export interface LabelRequest {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly clear: number;
  readonly width: number;
  readonly height: number;
  readonly brief?: number;
  readonly rank: number;
  readonly style: 'name' | 'chip';
  readonly beside?: boolean;
  readonly keep: boolean;
}

/**
 * Where a label goes: its top left corner from the middle of its mark. `leader` is the length of a vertical line
 * from the mark's edge to the label, down if above zero, up if below, 0 for none.
 */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
  readonly leader: number;
  readonly shown: boolean;
  readonly brief: boolean;
}

/** The least room between labels, and between a label and its mark, in pixels. */
export const GAP = 2;

/** The area two boxes have in common. */
export function common(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** The box, larger to every side. */
export function wider({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** Where a label lies at a place. */
export function boxAt(request: LabelRequest, { dx, dy, brief }: LabelPlace): Box {
  const { x, y, height } = request;
  const width = brief ? request.brief! : request.width;
  return { left: x + dx, top: y + dy, right: x + dx + width, bottom: y + dy + height };
}

/** Where its leader line lies. */
export function leaderAt({ x, y, clear }: LabelRequest, { leader }: LabelPlace): Box {
  const from = leader > 0 ? y + clear : y - clear + leader;
  return { left: x - 2, right: x + 2, top: from, bottom: from + Math.abs(leader) };
}
