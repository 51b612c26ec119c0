/**
 * What is followed from date to date: vessels, and groups of containers. A box's link says that its
 * hull is a certain vessel's; nothing is linked but by the analyst.
 */
import { z } from 'zod';
import { GEARS, LIKELIHOODS } from './attributes';
import { isDay } from './day';
import { GroupId, ProjectId, VesselId } from './ids';

export const CLAIM_FIELDS = ['name', 'imo', 'mmsi', 'call_sign', 'flag'] as const;
export type ClaimField = (typeof CLAIM_FIELDS)[number];

const Color = z.string().regex(/^#[0-9a-fA-F]{6}$/);
/** 'YYYY-MM-DD', or empty where the day is not known. */
const Day = z.string().refine((text) => text === '' || isDay(text), 'no day');

/** What somebody says the vessel is called or numbered. A claim, never a key: several may disagree. */
export const Claim = z.object({
  /** Unique within its vessel. */
  id: z.string().min(1),
  field: z.enum(CLAIM_FIELDS),
  value: z.string().min(1),
  source: z.string(),
  asOf: Day,
  note: z.string(),
});
export type Claim = z.infer<typeof Claim>;

export const SanctionsReference = z.object({
  /** Unique within its vessel. */
  id: z.string().min(1),
  /** Who lists it: 'OFAC SDN', 'UN 1718'. */
  list: z.string().min(1),
  reference: z.string(),
  url: z.string(),
  asOf: Day,
  note: z.string(),
});
export type SanctionsReference = z.infer<typeof SanctionsReference>;

export const SUPERSTRUCTURES = ['aft', 'midships', 'forward', 'unclear'] as const;

const count = z.number().int().nonnegative().nullable();

/** What the pixels show of a hull. Its length and beam are measured from its boxes, not kept here. */
export const Fingerprint = z.object({
  superstructure: z.enum(SUPERSTRUCTURES).nullable(),
  superstructureColor: z.string(),
  hatches: count,
  hatchColor: z.string(),
  cranes: count,
  gear: z.enum(GEARS).nullable(),
  hullColor: z.string(),
  /** 'round stern', 'mast on the forecastle'. */
  deckFeatures: z.array(z.string().min(1)),
});
export type Fingerprint = z.infer<typeof Fingerprint>;

export const EMPTY_FINGERPRINT: Fingerprint = {
  superstructure: null,
  superstructureColor: '',
  hatches: null,
  hatchColor: '',
  cranes: null,
  gear: null,
  hullColor: '',
  deckFeatures: [],
};

export const Vessel = z.object({
  id: VesselId,
  projectId: ProjectId,
  /** The analyst's working name: 'Angara', 'Hull 4'. What others call it stands in the claims. */
  name: z.string().min(1),
  color: Color,
  claims: z.array(Claim),
  fingerprint: Fingerprint,
  sanctions: z.array(SanctionsReference),
  notes: z.string(),
  author: z.string(),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Vessel = z.infer<typeof Vessel>;

export const GROUP_PLACES = ['quay', 'deck'] as const;

/** Containers that are followed together. The count of a date is that of its boxes on that date. */
export const CargoGroup = z.object({
  id: GroupId,
  projectId: ProjectId,
  name: z.string().min(1),
  color: Color,
  place: z.enum(GROUP_PLACES),
  /** For a group on deck: whose. */
  vesselId: VesselId.nullable(),
  notes: z.string(),
  author: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CargoGroup = z.infer<typeof CargoGroup>;

/** Says that a box shows a vessel: a sighting. */
export const VesselLink = z.object({
  vesselId: VesselId,
  likelihood: z.enum(LIKELIHOODS).nullable(),
  rationale: z.string(),
  author: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
});
export type VesselLink = z.infer<typeof VesselLink>;
