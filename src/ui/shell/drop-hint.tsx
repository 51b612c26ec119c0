/** A frame around the window while files are dragged over it. What a drop does is app's business. */
import { useEffect, useState } from 'react';
import css from './overlays.module.css';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

export function DropHint() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Every element under the pointer enters before the last one leaves.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const end = () => {
      depth = 0;
      setOver(false);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', end);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', end);
    };
  }, []);
  if (!over) return null;
  return (
    <div className={css.drop}>
      <p className={css.dropText}>Drop to open the files as frames of this project</p>
    </div>
  );
}
