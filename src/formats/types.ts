/** The one shape of all file formats. Pure code without DOM, so that it runs in workers. */
import type { ProjectRecords } from '../domain/model/records';
import type { GeoJsonInspection } from './geojson-inspect';
import type { ForeignGeoJson } from './geojson-parse';

export type ScopeKind = 'selection' | 'frame' | 'site' | 'project';

/** What is exported; plain data that can be sent to a worker. */
export type ExportContent = ProjectRecords & { readonly scope: ScopeKind };

export type WriteContext = {
  readonly appVersion: string;
  /** ISO 8601 UTC. */
  readonly exportedAt: string;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
};

export type ReadContext = {
  /** The file's name, for sentences. */
  readonly name: string;
  readonly signal?: AbortSignal;
};

/** What became of the boxes of an export. */
export type WriteSummary = {
  readonly features: number;
  /** Boxes on pictures without a place: written with their pixels and without a geometry. */
  readonly withoutPlace: number;
  /** Boxes that cross the antimeridian and were written in two parts. */
  readonly split: number;
  /** Whole sentences for the user. */
  readonly warnings: readonly string[];
};

/** What a file holds: a whole project of Quaymark's, or somebody else's shapes to be mapped. */
export type ReadResult =
  | {
      readonly kind: 'project';
      readonly records: ProjectRecords;
      readonly scope: ScopeKind;
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'foreign';
      readonly data: ForeignGeoJson;
      readonly inspection: GeoJsonInspection;
    };

export type Format = {
  readonly id: string;
  readonly label: string;
  /** Without the dot; the first is given to new files. */
  readonly extensions: readonly string[];
  readonly mimes: readonly string[];
  /** Whole sentences on what the format cannot carry. */
  readonly loses: readonly string[];
  /** The file's text in chunks. Throws the signal's reason when aborted. */
  write?(content: ExportContent, context: WriteContext): AsyncGenerator<string, WriteSummary>;
  /** Rejects with a UserError that names the file and says what to do. */
  read?(file: Blob, context: ReadContext): Promise<ReadResult>;
};
