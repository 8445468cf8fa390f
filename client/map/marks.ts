import type { Point } from '../../shared/geo.ts';
import type { Glyph } from '../../shared/kind.ts';
import type { PlainFeatures } from './readGeojson.ts';

/** A village: `surveyed` is false while its position is a placeholder; it is drawn dashed then. */
export interface VillageMark {
  readonly id: string;
  readonly name: string;
  readonly position: Point;
  readonly surveyed: boolean;
  /** The township's seat: drawn larger, and the roads of the schematic map meet there. */
  readonly seat?: boolean;
}

/**
 * An incident. `number` is what people call it ("INC-01"); `approximate` means the position is only that of the
 * village; `grade` 1 is the most serious, null not yet graded.
 */
export interface IncidentMark {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly kind: Glyph;
  readonly position: Point;
  readonly approximate: boolean;
  readonly state: 'open' | 'controlled' | 'closed';
  readonly grade: 1 | 2 | 3 | 4 | null;
  /** A few words for the chip in place of the grade, such as "39 人". */
  readonly note?: string;
  readonly selected?: boolean;
}

/** A report with a point; `waiting` until somebody acknowledged it; `label` says when and where from. */
export interface ReportMark {
  readonly id: string;
  readonly position: Point;
  readonly kind: Glyph;
  readonly waiting: boolean;
  readonly label: string;
}

/** Anything else that has a place, by the shape of its mark: people under way or waiting, a store, a closure, a post. */
export interface PlaceMark {
  readonly id: string;
  readonly shape: 'moving' | 'standby' | 'store' | 'closure' | 'post';
  readonly position: Point;
  readonly label: string;
  /** Said in lighter type after the label, such as a time of arrival. */
  readonly note?: string;
  /** Where one under way is heading, in degrees clockwise from north. */
  readonly heading?: number;
  /** Planned but not yet there: drawn dashed. */
  readonly planned?: boolean;
}

/**
 * What lies under the marks. Tiles are in Web Mercator, their `url` with {z} {x} {y} and optionally {s}. If they
 * are shifted (gcj02, bd09) the picture is moved so that it fits positions in WGS-84; positions are never changed.
 */
export type BaseMap =
  | { readonly type: 'schematic' }
  | {
      readonly type: 'tiles';
      readonly url: string;
      readonly subdomains?: string;
      readonly maxNativeZoom?: number;
      readonly coordinateSystem: 'wgs84' | 'gcj02' | 'bd09';
      readonly attribution: string;
    };

/** An imported layer; its features come from `readGeojson`. */
export interface ImportedLayer {
  readonly id: string;
  readonly name: string;
  readonly kind: 'boundary' | 'road' | 'river' | 'other';
  readonly geojson: PlainFeatures;
}

/** What the layer panel shows and hides, besides imported layers by their id. */
export const PARTS = ['villages', 'incidents', 'reports', 'limits', 'roads', 'contours', 'woods'] as const;
export type Part = (typeof PARTS)[number];

/** What the map takes. Ids are unique among rows of their kind. */
export interface DutyMapProps {
  villages: readonly VillageMark[];
  incidents?: readonly IncidentMark[];
  reports?: readonly ReportMark[];
  marks?: readonly PlaceMark[];
  /** The id of the row that is open elsewhere on the screen. */
  selected?: string | null;
  base?: BaseMap;
  layers?: readonly ImportedLayer[];
  /** Large type, nothing to press. */
  wall?: boolean;
  /** The next press gives a point. */
  picking?: boolean;
  /** Villages can be moved to where they really are. */
  pinning?: boolean;
  /** Which of the many possible schematic maps is drawn; the same for everybody. */
  seed?: number;
}
