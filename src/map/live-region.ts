/** Says what is selected to those who cannot see it. */
import type { Box } from '../domain/model/box';
import type { FrameId } from '../domain/model/ids';

export class LiveRegion {
  readonly element = document.createElement('div');

  constructor() {
    this.element.className = 'qm-map-live';
    this.element.setAttribute('role', 'status');
    this.element.setAttribute('aria-live', 'polite');
  }

  /**
   * Of several maps each speaks of its own boxes: only on their own picture are they measured.
   * @param describe 'Cargo ship 14', '122.4 by 18.2 metres'
   */
  announce(
    selected: readonly Box[],
    shown: FrameId | null,
    describe: (box: Box) => { readonly name: string; readonly size: string },
  ): void {
    const own = selected.filter(({ frameId }) => frameId === shown);
    const [only] = own;
    if (selected.length === 0) this.element.textContent = 'Nothing selected';
    else if (own.length > 1) this.element.textContent = `${own.length} boxes selected`;
    else if (only) {
      const { name, size } = describe(only);
      this.element.textContent = `${name} selected, ${size}`;
    } else this.element.textContent = '';
  }
}

/** '122.4 × 18.2 m' as it is spoken: '122.4 by 18.2 metres'. */
export function spokenSize(size: string): string {
  return size.replace('×', 'by').replace(/ m$/, ' metres').replace(/ px$/, ' pixels');
}
