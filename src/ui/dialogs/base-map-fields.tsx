/** The project's own map tiles for around the frames: none unless the analyst names them. */
import { setBaseMap } from '../../domain/edits/project-edits';
import { readBaseAddress } from '../../domain/geo/tile-address';
import type { BaseMap } from '../../domain/model/project';
import { useDocument, useLockedReason } from '../context';
import { TextField } from '../kit';
import css from './dialogs.module.css';
import { useEdits } from './edit-hooks';
import { WmtsLayerField } from './wmts-layer-field';

const HELP =
  'XYZ, or a WMTS: its tiles in Web Mercator, or the address at which it describes itself, which is then read for its layers. No tile is fetched until the base map is switched on in the display panel; then that server learns which region is looked at. The address stays in this browser and goes into no export.';

export function BaseMapFields() {
  const { baseMap } = useDocument().project;
  const locked = useLockedReason();
  const { problem, commit } = useEdits();
  const { address = '', attribution = '' } = baseMap ?? {};
  const set = (changes: Partial<BaseMap>) =>
    void commit((doc, context) =>
      setBaseMap(doc, context, { address, attribution, ...baseMap, ...changes }),
    );
  const base = baseMap ? readBaseAddress(baseMap.address) : null;
  return (
    <div className={css.stack}>
      <TextField
        label="Base map around the frames: address of its tiles"
        value={address}
        readOnly={locked !== null}
        error={problem}
        mono
        example="https://tiles.example.org/{z}/{x}/{y}.png"
        help={HELP}
        // Another service has other layers.
        onCommit={(text) => set({ address: text, layer: undefined })}
      />
      {base?.kind === 'wmts' ? (
        <WmtsLayerField
          key={base.capabilities}
          capabilities={base.capabilities}
          layer={baseMap?.layer}
          readOnly={locked !== null}
          onChoose={(layer, provider) => set({ layer, attribution: attribution || provider })}
        />
      ) : null}
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
