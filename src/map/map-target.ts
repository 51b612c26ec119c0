/** The element of the page that the map is in, and what screen readers are told of it. */
export class MapTarget {
  element: HTMLElement | null = null;

  /** Makes an element the map's place, or takes the map off the page. */
  set(element: HTMLElement | null): void {
    if (this.element) {
      this.element.classList.remove('qm-map');
      for (const name of ['tabindex', 'role', 'aria-label']) this.element.removeAttribute(name);
    }
    this.element = element;
    if (!element) return;
    element.classList.add('qm-map');
    element.tabIndex = 0;
    element.setAttribute('role', 'application');
  }

  describe(label: string): void {
    this.element?.setAttribute('aria-label', label);
  }
}
