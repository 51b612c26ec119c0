/** Says on the map's element how far its picture is, for scripts that wait for it. */
import type OlMap from 'ol/Map';

/** 'loading': parts of the view are still to come; 'whole': all of it has been drawn. */
export type PictureProgress = 'none' | 'loading' | 'whole';

/** Keeps `data-picture` of an element up to date with a PictureProgress. */
export class PictureMark {
  /** Whether the picture's layers are on the map, and whether they have been drawn since. */
  private there = false;
  private drawn = false;

  constructor(
    map: OlMap,
    private readonly element: HTMLElement,
  ) {
    this.set('none');
    map.on('postrender', () => {
      this.drawn = this.there;
    });
    map.on('loadstart', () => {
      if (this.there) this.set('loading');
    });
    // Without its layers, or before they are drawn, the map takes itself for complete.
    map.on('rendercomplete', () => {
      if (this.drawn) this.set('whole');
    });
  }

  /** A picture is wanted, or none. */
  expect(wanted: boolean): void {
    this.there = false;
    this.drawn = false;
    this.set(wanted ? 'loading' : 'none');
  }

  /** Whether nothing of the view is still to come. */
  get isWhole(): boolean {
    return this.element.dataset.picture !== 'loading';
  }

  /** The picture's layers are on the map. */
  opened(): void {
    this.there = true;
  }

  private set(progress: PictureProgress): void {
    if (this.element.dataset.picture !== progress) this.element.dataset.picture = progress;
  }
}
