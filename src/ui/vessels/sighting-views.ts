/** What the log, the chips and the table of a vessel's sightings are given alike. */
import type { BoxId } from '../../domain/model/ids';
import type { Sighting, VesselLog } from '../../domain/tracks/vessel-log';

export type SightingsProps = {
  readonly log: VesselLog;
  /** The box of the sighting that is chosen. */
  readonly current: BoxId | null;
  readonly onChoose: (sighting: Sighting) => void;
};
