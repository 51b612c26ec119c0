/** What the tools are given of the map that they work on. */
import type { Frame } from '../../domain/model/frame';
import type { BoxId } from '../../domain/model/ids';
import type { PlaneXY, Radians } from '../../domain/model/units';
import type { DocumentStore } from '../../store/document-store';
import type { Session } from '../../store/session';
import type { BoxIndex } from '../overlay/box-index';
import type { ViewTransform } from '../view-transform';

export type DeskFrame = {
  readonly frame: Frame;
  readonly index: BoxIndex;
  /** Direction of true north in the plane, or up where there is none. */
  readonly northAt: (point: PlaneXY) => Radians;
};

export type DeskHost = {
  readonly document: DocumentStore;
  readonly session: Session;
  readonly current: () => DeskFrame | null;
  readonly view: () => ViewTransform | null;
  readonly handChanged: () => void;
  readonly boxesChanged: () => void;
  readonly notice: (sentence: string) => void;
  /** The box of another date at a point of the plane. */
  readonly ghostAt: (point: PlaneXY) => BoxId | null;
};
