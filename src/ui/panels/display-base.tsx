/** What is shown around the picture for orientation: no setting of the frame, and never on its pixels. */
import { isComplete } from '../../domain/geo/tile-address';
import { showsBase, switchBase } from '../../domain/model/base-view';
import { useCommand } from '../command-controls';
import { useDocument, useDocumentRevision, useServices, useSession } from '../context';
import { Checkbox, Keys } from '../kit';
import css from './display-panel.module.css';

const PARTS = [
  ['coast', 'Coastline'],
  ['graticule', 'Graticule'],
  ['tiles', 'Base map'],
] as const;

export function Surroundings() {
  useDocumentRevision();
  const { session } = useServices();
  const { baseMap } = useDocument().project;
  const ready = baseMap !== undefined && isComplete(baseMap);
  const base = useSession((state) => state.base);
  const { keys } = useCommand('view.base');
  return (
    <fieldset className={css.around}>
      <legend className={css.aroundTitle}>
        Around the frame <Keys keys={keys} />
      </legend>
      {PARTS.map(([part, label]) => (
        <Checkbox
          key={part}
          label={label}
          checked={showsBase(base, part) && (part !== 'tiles' || ready)}
          disabled={part === 'tiles' && !ready}
          onChange={(on) => session.setState({ base: switchBase(base, part, on) })}
        />
      ))}
      {ready ? null : (
        <p className={css.aroundNote}>
          {baseMap
            ? 'Which layer of the WMTS is the base map is chosen in the project’s settings.'
            : 'A base map’s address is given in the project’s settings.'}
        </p>
      )}
    </fieldset>
  );
}
