/** What lies around the frame on the map, for orientation: coast, graticule, and tiles where given. */
import Layer from 'ol/layer/Layer';
import type TileLayer from 'ol/layer/Tile';
import type OlMap from 'ol/Map';
import type { FrameState } from 'ol/Map';
import type Projection from 'ol/proj/Projection';
import type Source from 'ol/source/Source';
import type TileImage from 'ol/source/TileImage';
import { sentenceOf } from '../../domain/errors';
import type { FrameGeo } from '../../domain/geo/frame-geo';
import type { Land } from '../../domain/geo/land';
import { isComplete, tileHost } from '../../domain/geo/tile-address';
import { showsBase } from '../../domain/model/base-view';
import type { Frame } from '../../domain/model/frame';
import type { BaseMap } from '../../domain/model/project';
import type { DocumentStore } from '../../store/document-store';
import type { Session, SessionState } from '../../store/session';
import type { TagRect } from '../overlay/text-tag';
import { toPlanePoint } from '../plane-view';
import { type BaseLook, baseLook } from './base-look';
import { makeTileLayer, openTiles } from './base-tiles';
import { FrameSurroundings, type PlacedPicture } from './frame-surroundings';
import { loadLand } from './load-land';

/** The stage that carries the map, as far as a base needs it. */
export type BaseStage = {
  readonly map: OlMap;
  readonly viewport: HTMLElement;
  /** Whether the view may go so far away that the region around the frame is seen. */
  allowRegion(region: boolean): void;
};

export type FrameBaseOptions = {
  readonly document: DocumentStore;
  readonly session: Session;
  /** The frame on the map. */
  readonly current: () => {
    readonly frame: Frame;
    readonly geo: FrameGeo | null;
    readonly projection: Projection;
  } | null;
  /** Where controls lie on the map, in its CSS pixels. */
  readonly covered: () => readonly TagRect[];
  readonly notice: (sentence: string) => void;
};

/** Above tiles, below the picture. */
const Z_INDEX = -1;
const COAST_CREDIT = 'Coast: Natural Earth, 1:10 million';

export class FrameBase {
  private readonly canvas = document.createElement('canvas');
  private readonly credit = document.createElement('div');
  private readonly surroundings = new FrameSurroundings();
  private readonly layer: Layer<Source>;
  private tiles: TileLayer<TileImage> | null = null;
  /** What tiles are of, or are being opened of. */
  private tilesOf: { readonly geo: FrameGeo; readonly map: BaseMap } | null = null;
  private land: Land | null = null;
  /** Whether the coast was asked for since it was switched on: it is told once that it does not come. */
  private landAsked = false;
  private look: BaseLook | null = null;
  private readonly stops: readonly (() => void)[];

  constructor(
    private readonly stage: BaseStage,
    private readonly options: FrameBaseOptions,
  ) {
    const { document: doc, session } = options;
    this.canvas.className = 'qm-base';
    this.credit.className = 'qm-base-credit';
    this.credit.hidden = true;
    stage.viewport.append(this.credit);
    this.layer = new Layer({ zIndex: Z_INDEX, render: (state) => this.render(state) });
    stage.map.addLayer(this.layer);
    this.stops = [
      session.subscribe((state, before) => this.sessionChanged(state, before)),
      doc.subscribe(() => this.refresh()),
    ];
    this.refresh();
  }

  /** Another frame is on the map, or what is wanted around it has changed. */
  refresh(): void {
    const { base } = this.options.session.getState();
    this.layer.setVisible(base.shown);
    this.stage.allowRegion(base.shown);
    if (!showsBase(base, 'coast')) this.landAsked = false;
    else if (!this.land && !this.landAsked) this.askLand();
    this.refreshTiles();
    this.showCredit();
    this.layer.changed();
  }

  private askLand(): void {
    this.landAsked = true;
    loadLand().then(
      (land) => {
        this.land = land;
        this.layer.changed();
      },
      (error: unknown) => this.options.notice(sentenceOf(error)),
    );
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    this.dropTiles();
    this.stage.map.removeLayer(this.layer);
    this.layer.dispose();
    this.credit.remove();
    this.canvas.width = 0;
  }

  private sessionChanged(state: SessionState, before: SessionState): void {
    if (state.theme !== before.theme) this.look = null;
    if (state.base !== before.base || state.theme !== before.theme) this.refresh();
  }

  /** The base map that is to be shown. */
  private get baseMap(): BaseMap | null {
    const { document: doc, session } = this.options;
    const { baseMap } = doc.project;
    const shown = baseMap && isComplete(baseMap) && showsBase(session.getState().base, 'tiles');
    return shown ? baseMap : null;
  }

  private refreshTiles(): void {
    const picture = this.picture();
    const map = this.baseMap;
    const known = this.tilesOf;
    const same = map?.address === known?.map.address && map?.layer === known?.map.layer;
    if (known && picture?.geo === known.geo && same) return;
    this.dropTiles();
    if (!picture || !map) return;
    const wanted = { geo: picture.geo, map };
    this.tilesOf = wanted;
    openTiles(map).then(
      (source) => {
        if (this.tilesOf === wanted) this.addTiles(source, picture);
        else source.dispose();
      },
      (error: unknown) => {
        if (this.tilesOf === wanted) this.options.notice(sentenceOf(error));
      },
    );
  }

  private addTiles(
    source: TileImage,
    picture: PlacedPicture & { readonly projection: Projection },
  ): void {
    this.tiles = makeTileLayer(source, picture, {
      projection: picture.projection,
      host: tileHost(this.tilesOf?.map.address ?? ''),
      onFailure: this.options.notice,
    });
    this.stage.map.addLayer(this.tiles);
    this.layer.changed();
  }

  private dropTiles(): void {
    const { tiles } = this;
    this.tiles = null;
    this.tilesOf = null;
    if (!tiles) return;
    this.stage.map.removeLayer(tiles);
    const source = tiles.getSource();
    tiles.dispose();
    source?.dispose();
  }

  private showCredit(): void {
    const { base } = this.options.session.getState();
    const coast = showsBase(base, 'coast') && !this.baseMap ? COAST_CREDIT : '';
    const parts = this.picture() ? [coast, this.baseMap?.attribution ?? ''] : [];
    this.credit.textContent = parts.filter(Boolean).join(' · ');
    this.credit.hidden = this.credit.textContent === '';
  }

  private creditRect(): readonly TagRect[] {
    const { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height } = this.credit;
    return this.credit.hidden ? [] : [{ x, y, width, height }];
  }

  private picture(): (PlacedPicture & { readonly projection: Projection }) | null {
    const current = this.options.current();
    return current?.geo ? { ...current, geo: current.geo } : null;
  }

  private render({ size, viewState, pixelRatio }: FrameState): HTMLElement {
    const [width = 0, height = 0] = size;
    const { canvas } = this;
    const [across, down] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
    if (canvas.width !== across) canvas.width = across;
    if (canvas.height !== down) canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext('2d');
    const picture = this.picture();
    if (!context) return canvas;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (!picture) return canvas;
    const { base } = this.options.session.getState();
    this.look ??= baseLook(this.stage.map.getTargetElement() ?? document.body);
    const { resolution, rotation } = viewState;
    this.surroundings.paint(context, picture, {
      view: { center: toPlanePoint(viewState.center), resolution, rotation, width, height },
      // Tiles show the coast better than a generalised line over them would.
      land: showsBase(base, 'coast') && !this.tiles ? this.land : null,
      graticule: showsBase(base, 'graticule'),
      look: this.look,
      covered: [...this.options.covered(), ...this.creditRect()],
    });
    return canvas;
  }
}
