import { TileLayer, type Bounds, type LatLng, type Map as LeafletMap, type TileLayerOptions } from 'leaflet';
import type { BaseMap } from '../marks.ts';
import { shifted, type CoordinateSystem } from './shift.ts';

/* What GridLayer has and its types leave out (Leaflet 1.9). */
declare module 'leaflet' {
  interface GridLayer {
    _getTiledPixelBounds(center: LatLng): Bounds;
    _setZoomTransform(level: object, center: LatLng, zoom: number): void;
    _setZoomTransforms(center: LatLng, zoom: number): void;
    _onMoveEnd(): void;
  }
}

/** The tiles of a provider, moved where they belong if they are in a shifted coordinate system. */
export function tileLayer(base: Extract<BaseMap, { type: 'tiles' }>): TileLayer {
  const options: TileLayerOptions = {
    maxZoom: 19,
    maxNativeZoom: base.maxNativeZoom ?? 18,
    crossOrigin: false,
    ...(base.subdomains ? { subdomains: base.subdomains } : {}),
  };
  return base.coordinateSystem === 'wgs84'
    ? new TileLayer(base.url, options)
    : new ShiftedTiles(base.url, options, base.coordinateSystem);
}

/**
 * Tiles in GCJ-02 or BD-09 under marks in WGS-84: the layer takes the view's centre for the shifted one, so the
 * tile that shows the place comes under it. The shift differs by less than a pixel across a screen. (BD-09 tiles
 * must be cut as Web Mercator tiles are; Baidu's own grid is another.)
 */
export class ShiftedTiles extends TileLayer {
  private readonly system: CoordinateSystem;

  constructor(url: string, options: TileLayerOptions, system: CoordinateSystem) {
    super(url, options);
    this.system = system;
  }

  override _getTiledPixelBounds(center: LatLng): Bounds {
    return super._getTiledPixelBounds(this.moved(center));
  }

  override _setZoomTransform(level: object, center: LatLng, zoom: number): void {
    super._setZoomTransform(level, this.moved(center), zoom);
  }

  /** After a long drag the shift is a little different: set the tiles anew. */
  override _onMoveEnd(): void {
    super._onMoveEnd();
    const map: LeafletMap | undefined = this._map;
    if (map) this._setZoomTransforms(map.getCenter(), map.getZoom());
  }

  private moved(center: LatLng): LatLng {
    const { lat, lng } = shifted(center, this.system);
    const copy = center.clone();
    copy.lat = lat;
    copy.lng = lng;
    return copy;
  }
}
