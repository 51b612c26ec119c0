/** The colours of what lies around pictures, as the style sheet has them for the theme in use. */
import './base.css';

export type BaseLook = {
  readonly void: string;
  readonly land: string;
  readonly coast: string;
  readonly line: string;
  readonly text: string;
  /** Of the frame itself. */
  readonly accent: string;
};

export const BASE_FONT = "11px 'Inter Variable', Inter, system-ui, sans-serif";

/** @param element an element of class qm-map or qm-world, or one within */
export function baseLook(element: Element): BaseLook {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--base-${name}`).trim();
  return {
    void: colour('void'),
    land: colour('land'),
    coast: colour('coast'),
    line: colour('line'),
    text: colour('text'),
    accent: style.getPropertyValue('--accent').trim(),
  };
}
