/** What is shown around the picture for orientation: no setting of the frame, and never on its pixels. */
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
          checked={showsBase(base, part) && (part !== 'tiles' || baseMap !== undefined)}
          disabled={part === 'tiles' && !baseMap}
          onChange={(on) => session.setState({ base: switchBase(base, part, on) })}
        />
      ))}
      {baseMap ? null : (
        <p className={css.aroundNote}>A base map’s address is given in the project’s settings.</p>
      )}
    </fieldset>
  );
}
