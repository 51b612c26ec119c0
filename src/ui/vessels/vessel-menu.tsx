/** What can be done with a vessel: rename, merge, split, remove, export its log. */

import { goToBoxes } from '../../commands/go-to';
import { exportVesselLog } from '../../commands/vessels/vessel-export';
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

/** The sentence that says why these sightings cannot be split off; null where they can. */
function unsplit(all: readonly Sighting[], off: readonly Sighting[]): string | null {
  if (all.length < 2) return 'It takes two sightings to split a vessel.';
  if (off.length === 0) return 'Choose a sighting first.';
  return off.length < all.length ? null : 'That is all of them: choose a later sighting.';
}

/** A hull that was taken for another from some date on is split off with all that came after. */
function useSplits(
  { vessel, log: { sightings } }: KnownVessel,
  shown: Sighting | null,
): readonly MenuEntry[] {
  const services = useServices();
  const locked = useLockedReason();
  const commit = useCommit();
  const entry = (id: string, label: string, off: readonly Sighting[]): MenuEntry => ({
    id,
    label,
    icon: 'split',
    disabledReason: locked ?? unsplit(sightings, off),
    onSelect: () => {
      const boxIds = off.map(({ box }) => box.id);
      const made = commit((document, context) =>
        splitVessel(document, context, { vesselId: vessel.id, boxIds }),
      );
      if (made) services.session.setState({ vesselId: made.vesselId, groupId: null });
    },
  });
  if (!shown) return [entry('split', 'Split', [])];
  const { number } = shown.box;
  return [
    entry('split', `Split off box ${number} as another vessel`, [shown]),
    entry(
      'split-later',
      `Split off box ${number} and all later ones`,
      sightings.slice(sightings.indexOf(shown)),
    ),
  ];
}

export type VesselMenuProps = {
  readonly known: KnownVessel;
  readonly all: readonly KnownVessel[];
  /** The sighting that is chosen in the log. */
  readonly shown: Sighting | null;
};

export function VesselMenu({ known, all, shown }: VesselMenuProps) {
  const { vessel } = known;
  const services = useServices();
  const locked = useLockedReason();
  const commit = useCommit();
  const others = all.filter((one) => one.vessel.id !== vessel.id);
  const splits = useSplits(known, shown);
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
    ...splits,
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
