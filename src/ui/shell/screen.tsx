/** What every screen has: tooltips, and a frame around the window while files are dragged over it. */
import type { ReactNode } from 'react';
import { TooltipProvider } from '../kit';
import css from './overlays.module.css';

export function Screen({ children }: { readonly children: ReactNode }) {
  return (
    <TooltipProvider>
      {children}
      {/* Shown while the root element has data-dropping, which the drop handler sets. */}
      <div className={css.drop}>
        <p className={css.dropText}>Drop to open the files</p>
      </div>
    </TooltipProvider>
  );
}
