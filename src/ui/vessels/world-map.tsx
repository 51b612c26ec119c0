/** A map of places, sightings and legs, drawn offline, and the same facts as a list. */
import { useEffect, useRef } from 'react';
import { notify } from '../../commands/notify';
import { createWorldMap, type WorldData, type WorldMap } from '../../map/world-map/world-map';
import { useServices } from '../context';
import { IconButton } from '../kit';
import css from './world-map.module.css';

export type WorldMapViewProps = {
  /** The same object as long as nothing has changed. */
  readonly data: WorldData;
  /** What the map shows, as its name: 'Sightings of Maia'. */
  readonly label: string;
  /** CSS pixels; left out: as high as its container lets it be. */
  readonly height?: number;
  /** A sighting was clicked or chosen in the list. */
  readonly onSighting?: (id: string) => void;
};

export function WorldMapView({ data, label, height, onSighting }: WorldMapViewProps) {
  const { session } = useServices();
  const target = useRef<HTMLElement>(null);
  const map = useRef<WorldMap | null>(null);
  const chosen = useRef(onSighting);
  chosen.current = onSighting;
  const first = useRef(data);
  useEffect(() => {
    if (!target.current) return;
    const made = createWorldMap(target.current, {
      data: first.current,
      onSighting: (id) => chosen.current?.(id),
      onNotice: (sentence) => notify(session, 'warn', sentence),
    });
    map.current = made;
    return () => {
      map.current = null;
      made.destroy();
    };
  }, [session]);
  useEffect(() => map.current?.update(data), [data]);
  return (
    <div className={css.frame} style={height === undefined ? { height: '100%' } : undefined}>
      <section
        ref={target}
        className={css.map}
        style={height === undefined ? undefined : { flex: 'none', height }}
        aria-label={`${label}, map: arrows move it, + and − zoom, 0 shows all`}
      />
      <div className={css.buttons}>
        <IconButton
          size="small"
          icon="plus"
          label="Zoom in"
          onClick={() => map.current?.zoomBy(2)}
        />
        <IconButton
          size="small"
          icon="minus"
          label="Zoom out"
          onClick={() => map.current?.zoomBy(0.5)}
        />
        <IconButton
          size="small"
          icon="maximize"
          label="Show all"
          onClick={() => map.current?.fit()}
        />
      </div>
      <AsList data={data} onSighting={onSighting} />
    </div>
  );
}

type AsListProps = {
  readonly data: WorldData;
  readonly onSighting: ((id: string) => void) | undefined;
};

function AsList({ data: { sightings, legs, footprints }, onSighting }: AsListProps) {
  return (
    <details className={css.list}>
      <summary>As a list</summary>
      <ul>
        {sightings.map(({ id, label, time }) => (
          <li key={id}>
            <button type="button" className={css.link} onClick={() => onSighting?.(id)}>
              {label}, {time}
            </button>
          </li>
        ))}
        {legs.map((leg) => (
          <li key={`${leg.label} ${leg.from} ${leg.to}`}>
            {leg.flag === null ? leg.label : `${leg.label}. ${leg.flag}`}
          </li>
        ))}
        {footprints.map(({ id, label }) => (
          <li key={id}>{label}</li>
        ))}
      </ul>
    </details>
  );
}
