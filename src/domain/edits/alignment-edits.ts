/** Edits of how frames are laid on their site's reference. All refuse with a UserError. */
import { UserError } from '../errors';
import { Alignment, type AlignmentDraft } from '../model/alignment';
import type { Patch } from '../model/commit';
import type { FrameId, SiteId } from '../model/ids';
import { changed, frameOf, siteOf } from './edit-parts';
import { withoutAlignment } from './left-behind';
import type { DocumentView, Edit, EditContext } from './types';

/**
 * Lays a frame on its site's reference. A site without a reference takes the alignment's. Refused for
 * the reference itself, for frames of other sites, and where one of the two has a place and one has none.
 */
export function setAlignment(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly frameId: FrameId; readonly alignment: AlignmentDraft },
): Edit {
  const frame = frameOf(doc, args.frameId);
  const reference = frameOf(doc, args.alignment.referenceId);
  const site = siteOf(doc, frame.siteId);
  if (reference.id === frame.id || site.referenceFrameId === frame.id) {
    throw new UserError(
      `"${frame.title}" is the reference of "${site.name}", on which the others are laid. Choose another reference first.`,
    );
  }
  if (reference.siteId !== site.id) {
    throw new UserError(
      `"${reference.title}" is of another site than "${frame.title}". Only frames of one site can be laid on each other.`,
    );
  }
  if (site.referenceFrameId !== undefined && site.referenceFrameId !== reference.id) {
    throw new UserError(
      `"${reference.title}" is not the reference of "${site.name}". Lay "${frame.title}" on the reference, or choose another reference.`,
    );
  }
  requireSameKindOfPlace(frame, reference);
  const checked = Alignment.safeParse({ ...args.alignment, author: ctx.author, at: ctx.now });
  if (!checked.success) {
    throw new UserError(`"${frame.title}" cannot be laid like that: its numbers are not usable.`);
  }
  const after = { ...frame, alignment: checked.data, updatedAt: ctx.now };
  const first = site.referenceFrameId === undefined;
  return {
    label: `Align ${frame.title} to ${reference.title}`,
    patches: [
      ...(first ? [changed('sites', site, { ...site, referenceFrameId: reference.id })] : []),
      ...(first && reference.alignment
        ? [changed('frames', reference, withoutAlignment(reference))]
        : []),
      changed('frames', frame, after),
    ],
  };
}

/** Lays several frames of a site at once; the reference, where there is none, is chosen with the first. */
export function setAlignments(
  doc: DocumentView,
  ctx: EditContext,
  args: {
    readonly label: string;
    readonly laid: readonly { readonly frameId: FrameId; readonly alignment: AlignmentDraft }[];
  },
): Edit {
  const patches = new Map<string, Patch>();
  for (const one of args.laid) {
    for (const patch of setAlignment(doc, ctx, one).patches) {
      patches.set(`${patch.table} ${patch.id}`, patch);
    }
  }
  return { label: args.label, patches: [...patches.values()] };
}

type Placed = { readonly title: string; readonly georef: unknown };

function requireSameKindOfPlace(frame: Placed, reference: Placed): void {
  if ((frame.georef === null) === (reference.georef === null)) return;
  const without = frame.georef === null ? frame : reference;
  throw new UserError(
    `"${without.title}" has no place on the earth. Give it a place, then align the two.`,
  );
}

/** The frame lies where its georeferencing says again. */
export function clearAlignment(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly frameId: FrameId },
): Edit {
  const frame = frameOf(doc, args.frameId);
  const label = `Take the alignment from ${frame.title}`;
  if (!frame.alignment) return { label, patches: [] };
  const after = { ...withoutAlignment(frame), updatedAt: ctx.now };
  return { label, patches: [changed('frames', frame, after)] };
}

/**
 * Chooses the frame that the others of a site are laid on; it lies where its own georeferencing says.
 * Alignments to the frame that was the reference before, and that of the new one, are dropped: their
 * residuals were measured against another picture, and carried over they would claim what nobody measured.
 * The label says how many go.
 */
export function setReference(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly siteId: SiteId; readonly frameId: FrameId },
): Edit {
  const site = siteOf(doc, args.siteId);
  const frame = frameOf(doc, args.frameId);
  if (frame.siteId !== site.id) {
    throw new UserError(`"${frame.title}" is not of the site "${site.name}". Move it there first.`);
  }
  const label = `Make ${frame.title} the reference of ${site.name}`;
  if (site.referenceFrameId === frame.id) return { label, patches: [] };
  const dropped = [...doc.all('frames')].filter((one) => one.siteId === site.id && one.alignment);
  const count = dropped.length === 1 ? '1 alignment' : `${dropped.length} alignments`;
  return {
    label: dropped.length === 0 ? label : `${label}, dropping ${count}`,
    patches: [
      changed('sites', site, { ...site, referenceFrameId: frame.id }),
      ...dropped.map((one) =>
        changed('frames', one, { ...withoutAlignment(one), updatedAt: ctx.now }),
      ),
    ],
  };
}
