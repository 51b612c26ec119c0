/** The project's own map tiles for around the frames: none unless the analyst names them. */
import { setBaseMap } from '../../domain/edits/project-edits';
import { useDocument, useLockedReason } from '../context';
import { TextField } from '../kit';
import css from './dialogs.module.css';
import { useEdits } from './edit-hooks';

export function BaseMapFields() {
  const { baseMap } = useDocument().project;
  const locked = useLockedReason();
  const { problem, commit } = useEdits();
  const { address = '', attribution = '' } = baseMap ?? {};
  const set = (changes: Partial<typeof baseMap>) =>
    void commit((doc, context) => setBaseMap(doc, context, { address, attribution, ...changes }));
  return (
    <div className={css.stack}>
      <TextField
        label="Base map around the frames: address of its tiles"
        value={address}
        readOnly={locked !== null}
        error={problem}
        mono
        example="https://tiles.example.org/{z}/{x}/{y}.png"
        help="XYZ, or WMTS in Web Mercator. Nothing is fetched until it is switched on in the display panel; then that server learns which region is looked at. The address, with any key in it, goes into exports."
        onCommit={(text) => set({ address: text })}
      />
      {baseMap ? (
        <TextField
          label="Attribution, as its provider asks for"
          value={attribution}
          readOnly={locked !== null}
          onCommit={(text) => set({ attribution: text })}
        />
      ) : null}
    </div>
  );
}
