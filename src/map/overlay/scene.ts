/** All that the overlay draws, as plain values handed to it with each drawing. */
import type { PlaneRect } from '../../domain/geometry/plane';
import type { Box, BoxGeometry } from '../../domain/model/box';
import type { BoxId, ClassId } from '../../domain/model/ids';
import type { PlaneXY } from '../../domain/model/units';
import type { ProbeLine } from '../tools/probe-tool';
import type { Geometries } from '../tools/select-tool';
import type { BoxIndex } from './box-index';
import type { GhostBoxes } from './ghost-boxes';
import type { MeasureTexts } from './measure';
import type { TagRect } from './text-tag';

/** What a drawing tool has in hand. */
export type Draft =
  | {
      readonly kind: 'line';
      readonly stern: PlaneXY;
      readonly bow: PlaneXY;
      readonly bowKnown: boolean;
    }
  | { readonly kind: 'box'; readonly geometry: BoxGeometry; readonly bowKnown: boolean };

/** An area that the analyst drew, or a proposal. */
export type Mark = {
  readonly kind: 'nothing_seen' | 'obscured' | 'counted' | 'search' | 'proposal';
  /** In pixels of the frame that is shown. */
  readonly geometry: BoxGeometry;
  readonly label: string;
  readonly colour: string;
  readonly selected: boolean;
  /** Whether it can be reshaped: it then has handles. */
  readonly handles?: boolean;
};

export type Scene = {
  readonly index: BoxIndex;
  readonly aspect: number;
  readonly colourOf: (classId: ClassId) => string;
  readonly labelOf: (box: Box) => string;
  readonly measureOf: (geometry: BoxGeometry, bowKnown: boolean) => MeasureTexts;
  readonly selection: ReadonlySet<BoxId>;
  readonly hovered: BoxId | null;
  /** Places of boxes that are being dragged, instead of the document's. */
  readonly preview: Geometries | null;
  /** Whether the single selected box can be reshaped: it then has handles. */
  readonly reshapable: boolean;
  readonly draft: Draft | null;
  readonly draftColour: string;
  /** Areas and proposals, below the boxes in hand. */
  readonly marks: readonly Mark[];
  readonly marquee: PlaneRect | null;
  /** The line, or the point, whose values are charted. */
  readonly probe: ProbeLine | null;
  readonly labelsShown: boolean;
  readonly boxesShown: boolean;
  /** Where the map's controls are, which labels keep clear of. */
  readonly controls: readonly TagRect[];
  /** Boxes of another date. */
  readonly ghosts: GhostBoxes | null;
  /** The part of the map that can be seen, CSS pixels; null for all. */
  readonly window: TagRect | null;
};
