/** What a world map shows: plain values, so that whoever has records can hand them over. */
import type { LonLat } from '../../domain/model/units';

export type WorldSite = { readonly id: string; readonly name: string; readonly lonLat: LonLat };

/** A vessel seen at a place and a time. */
export type WorldSighting = {
  readonly id: string;
  readonly lonLat: LonLat;
  /** As it is to be read: '12 Oct 2023 01:47:09 UTC', '12 Oct 2023'. */
  readonly time: string;
  readonly vesselId: string;
  /** '#rrggbb', the vessel's. */
  readonly color: string;
  /** The vessel's name. */
  readonly label: string;
};

/** The way between two sightings of a vessel, drawn as the shortest: where it went is not known. */
export type WorldLeg = {
  readonly from: LonLat;
  readonly to: LonLat;
  /** 'Maia: 64 NM, 9 to 14 Nov 2023'. */
  readonly label: string;
  /** The sentence that says why it cannot have been so; null where it can. */
  readonly flag: string | null;
  readonly color: string;
};

/** Where a picture lies: a ring whose longitudes run on. */
export type WorldFootprint = {
  readonly id: string;
  readonly label: string;
  readonly ring: readonly LonLat[];
  readonly current: boolean;
};

export type WorldData = {
  readonly sites: readonly WorldSite[];
  readonly sightings: readonly WorldSighting[];
  readonly legs: readonly WorldLeg[];
  readonly footprints: readonly WorldFootprint[];
};

export type WorldMapOptions = {
  readonly data: WorldData;
  readonly onSighting: (id: string) => void;
  /** A sentence for the user: what could not be shown. */
  readonly onNotice: (sentence: string) => void;
};
