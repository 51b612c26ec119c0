/** What can be done with a vessel: rename, merge, split, remove, export its log. */

import { goToBoxes } from '../../commands/go-to';
import { exportVesselLog } from '../../commands/vessel-export';
import { mergeVessels } from '../../domain/edits/merge-vessels';
import { removeVessel, splitVessel } from '../../domain/edits/vessel-edits';
import type { Sighting } from '../../domain/tracks/vessel-log';
import { useLockedReason, useServices } from '../context';
import { Button, IconButton, Menu, type MenuEntry } from '../kit';
import { useCommit } from '../panels/use-linking';
import type { KnownVessel } from './use-vessels';

/** Says why nothing can be merged, where else the entry would be missing without a word. */
const NO_OTHER: MenuEntry = {
  id: 'merge-none',
  label: 'Merge into another vessel',
  icon: 'merge',
  disabledReason: 'There is no other vessel.',
  onSelect: () => undefined,
};

export type VesselMenuProps = {
  readonly known: KnownVessel;
  readonly all: readonly KnownVessel[];
  /** The sighting that is chosen in the log. */
  readonly shown: Sighting | null;
};

export function VesselMenu({ known: { vessel, log }, all, shown }: VesselMenuProps) {
  const services = useServices();
  const locked = useLockedReason();
  const commit = useCommit();
  const others = all.filter((one) => one.vessel.id !== vessel.id);
  const entries = (): readonly MenuEntry[] => [
    ...others.map(
      ({ vessel: other }): MenuEntry => ({
        id: `merge-${other.id}`,
        label: `Merge into ${other.name}`,
        icon: 'merge',
        disabledReason: locked,
        onSelect: () => {
          const merged = commit((document, context) =>
            mergeVessels(document, context, { from: vessel.id, into: other.id }),
          );
          if (merged) services.session.setState({ vesselId: other.id, groupId: null });
        },
      }),
    ),
    ...(others.length > 0 ? [] : [NO_OTHER]),
    { kind: 'separator', id: 'rule' },
    {
      id: 'split',
      label: shown ? `Split off box ${shown.box.number} as another vessel` : 'Split',
      icon: 'split',
      disabledReason:
        locked ?? (log.sightings.length < 2 ? 'It takes two sightings to split a vessel.' : null),
      onSelect: () => {
        if (!shown) return;
        commit((document, context) => {
          const boxIds = [shown.box.id];
          return splitVessel(document, context, { vesselId: vessel.id, boxIds }).edit;
        });
      },
    },
    {
      id: 'remove',
      label: 'Remove the vessel; its boxes stay',
      icon: 'trash-2',
      disabledReason: locked,
      onSelect: () =>
        commit((document, context) => removeVessel(document, context, { id: vessel.id })),
    },
  ];
  return (
    <>
      <Button
        icon="map-pin"
        disabledReason={shown ? null : 'It was not seen on any frame yet.'}
        onClick={() => shown && goToBoxes(services, shown.frame.id, [shown.box.id])}
      >
        Show on map
      </Button>
      <Button icon="download" onClick={() => exportVesselLog(services, vessel.id)}>
        Export log
      </Button>
      <Menu align="end" entries={entries}>
        <IconButton icon="ellipsis" label="More" />
      </Menu>
    </>
  );
}
