/** Over the map while areas are drawn: what the next one says, and how it is drawn. */
import type { AreaShape, AreaUse } from '../../store/session';
import { useServices, useSession } from '../context';
import { IconButton, Segmented } from '../kit';
import css from './area-bar.module.css';

const SHAPES = [
  { value: 'upright', label: 'Upright' },
  { value: 'keel', label: 'Along its axis' },
] as const;
const HINTS: Readonly<Record<AreaShape, string>> = {
  upright: 'Drag from corner to corner.',
  keel: 'Press at one end, drag to the other, move out to the side, click.',
};

/** @param search whether two dates are shown, so that a search can be limited */
export function AreaBar({ search = false }: { readonly search?: boolean }) {
  const { session, map } = useServices();
  const tool = useSession((state) => state.tool);
  const use = useSession((state) => state.areaUse);
  const shape = useSession((state) => state.areaShape);
  if (tool !== 'area') return null;
  const uses = [
    { value: 'nothing_seen', label: 'Looked, nothing seen', icon: 'eye' },
    { value: 'obscured', label: 'Cannot be seen', icon: 'eye-off' },
    ...(search ? [{ value: 'search', label: 'Search here only', icon: 'scan' } as const] : []),
  ] as const;
  const set = (change: { readonly areaUse: AreaUse } | { readonly areaShape: AreaShape }) => {
    map.current?.cancelGesture();
    session.setState(change);
    map.current?.focus();
  };
  return (
    <section className={css.bar} aria-label="Area tool">
      <Segmented
        label="What the area says"
        value={use}
        options={uses}
        onChange={(areaUse) => set({ areaUse })}
      />
      <Segmented
        label="How it is drawn"
        value={shape}
        options={SHAPES}
        onChange={(areaShape) => set({ areaShape })}
      />
      <span className={css.hint}>{HINTS[shape]}</span>
      <IconButton
        icon="x"
        label="Put the area tool away"
        size="small"
        onClick={() => session.setState({ tool: 'select' })}
      />
    </section>
  );
}
