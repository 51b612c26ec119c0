/** Documents with boxes drawn on them, and what is exported of them. */
import type { Tables } from '../../../src/domain/edits/apply';
import { newBoxPatches } from '../../../src/domain/edits/box-edits';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { type BoxAttributes, EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import type { BoxGeometry } from '../../../src/domain/model/box';
import type { Frame } from '../../../src/domain/model/frame';
import type { FrameId } from '../../../src/domain/model/ids';
import { collectExport } from '../../../src/formats/collect';
import type { ExportContent } from '../../../src/formats/types';
import { CONTEXT, classNamed, emptyDocument } from '../edits/records';

export type Drawn = {
  readonly className: string;
  readonly geometry: BoxGeometry;
  readonly attributes?: Partial<BoxAttributes>;
  /** The first frame where it is left out. */
  readonly frameId?: FrameId;
};

export function documentWith(
  frames: readonly Frame[],
  drawn: readonly Drawn[],
  name?: string,
): Tables {
  const doc = emptyDocument(name);
  for (const frame of frames) {
    const place = siteFor(doc, frame.footprint);
    doc.apply(addFrame(doc, CONTEXT, { frame, ...place }).patches);
  }
  const [first] = frames;
  const drafts = drawn.flatMap((one) => {
    const frameId = one.frameId ?? first?.id;
    const { id: classId, directed } = classNamed(doc, one.className);
    const attributes = { ...EMPTY_ATTRIBUTES, ...one.attributes };
    return frameId
      ? [{ frameId, classId, geometry: one.geometry, bowKnown: directed, attributes }]
      : [];
  });
  doc.apply(newBoxPatches(doc, CONTEXT, drafts).patches);
  return doc;
}

export function contentOf(doc: Tables): ExportContent {
  return collectExport(doc, { kind: 'project' });
}
