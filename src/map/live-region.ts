/** Says what is selected to those who cannot see it. */
import type { Box } from '../domain/model/box';

export class LiveRegion {
  readonly element = document.createElement('div');

  constructor() {
    this.element.className = 'qm-map-live';
    this.element.setAttribute('role', 'status');
    this.element.setAttribute('aria-live', 'polite');
  }

  /** @param describe 'Cargo ship 14', '122.4 by 18.2 metres' */
  announce(
    selected: readonly Box[],
    describe: (box: Box) => { readonly name: string; readonly size: string },
  ): void {
    const [only] = selected;
    if (!only) this.element.textContent = 'Nothing selected';
    else if (selected.length > 1) this.element.textContent = `${selected.length} boxes selected`;
    else {
      const { name, size } = describe(only);
      this.element.textContent = `${name} selected, ${size}`;
    }
  }
}

/** '122.4 × 18.2 m' as it is spoken: '122.4 by 18.2 metres'. */
export function spokenSize(size: string): string {
  return size.replace('×', 'by').replace(/ m$/, ' metres').replace(/ px$/, ' pixels');
}
