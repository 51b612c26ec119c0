/** Scale bar and north arrow: small plain elements over the picture. */

import type { TagRect } from '../overlay/text-tag';
import type { ViewTransform } from '../view-transform';
import { niceLength } from './nice-length';

const LONGEST_BAR = 160;
/** Degrees from which a view counts as turned. */
const TURNED = 0.05;

export type ControlsState = {
  readonly view: ViewTransform;
  /** Ground metres per CSS pixel along the screen's x, or null without a place. */
  readonly metersPerPixel: number | null;
  /** Direction of true north on screen, radians clockwise from up, or null without a place. */
  readonly north: number | null;
};

export class MapControls {
  readonly element = document.createElement('div');
  private readonly scale = document.createElement('div');
  private readonly bar = document.createElement('div');
  private readonly length = document.createElement('span');
  private readonly north = document.createElement('button');
  private readonly needle: SVGSVGElement;
  private turned = false;

  constructor(actions: { readonly northUp: () => void; readonly imageUp: () => void }) {
    this.element.className = 'qm-map-controls';
    this.scale.className = 'qm-scale-bar';
    this.bar.className = 'qm-scale-bar-line';
    this.scale.append(this.bar, this.length);
    this.north.type = 'button';
    this.north.className = 'qm-north-arrow';
    this.needle = makeNeedle();
    this.north.append(this.needle, 'N');
    this.north.addEventListener('click', () => {
      if (this.turned) actions.imageUp();
      else actions.northUp();
    });
    this.element.append(this.scale, this.north);
    this.element.hidden = true;
  }

  update({ view, metersPerPixel, north }: ControlsState): void {
    this.element.hidden = false;
    const bar =
      metersPerPixel === null
        ? niceLength(view.resolution, LONGEST_BAR, 'px')
        : niceLength(metersPerPixel, LONGEST_BAR, 'm');
    this.scale.hidden = bar === null;
    if (bar) {
      this.bar.style.width = `${bar.pixels}px`;
      this.length.textContent = bar.text;
    }
    this.north.hidden = north === null;
    if (north === null) return;
    this.needle.style.transform = `rotate(${north}rad)`;
    const fromUp = Math.abs((Math.atan2(Math.sin(north), Math.cos(north)) * 180) / Math.PI);
    this.turned = fromUp < TURNED;
    const title = this.turned ? 'Image up (Shift+N)' : 'North up (N)';
    if (this.north.title !== title) {
      this.north.title = title;
      this.north.setAttribute('aria-label', title);
    }
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Where the controls are, in CSS pixels of the map. */
  rects(): readonly TagRect[] {
    if (this.element.hidden) return [];
    return [this.scale, this.north].flatMap((part) =>
      part.hidden
        ? []
        : [
            {
              x: part.offsetLeft,
              y: part.offsetTop,
              width: part.offsetWidth,
              height: part.offsetHeight,
            },
          ],
    );
  }
}

function makeNeedle(): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const arrow = document.createElementNS(namespace, 'path');
  arrow.setAttribute('d', 'M8 1.5 12.5 13.5 8 10.8 3.5 13.5Z');
  svg.append(arrow);
  return svg;
}
