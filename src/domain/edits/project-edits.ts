/** Edits of the project itself, and the making of a new one. */

import { readBaseAddress } from '../geo/tile-address';
import { ClassId, newId, type ProjectId } from '../model/ids';
import { type ClassPreset, PORT_PRESET } from '../model/presets';
import type { BaseMap, BoxClass, Project } from '../model/project';
import { added, changed, projectOf, requireName } from './edit-parts';
import { type SignedKey, signPatches } from './sign';
import type { DocumentView, Edit, EditContext } from './types';

/** The records of a new project with the classes of a preset: the first edit of its history. */
export function projectRecords(
  id: ProjectId,
  ctx: EditContext,
  args: { readonly name: string; readonly synthetic?: boolean; readonly preset?: ClassPreset },
): Edit {
  const drafts = (args.preset ?? PORT_PRESET).classes;
  const project: Project = {
    id,
    name: requireName(args.name, 'project'),
    author: ctx.author,
    synthetic: args.synthetic ?? false,
    nextBoxNumber: 1,
    nextClassNumber: drafts.length + 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
  const classes = drafts.map(
    (draft, i): BoxClass => ({
      ...draft,
      id: newId(ClassId, 'cls'),
      projectId: id,
      number: i + 1,
      order: i + 1,
    }),
  );
  const patches = [added('projects', project), ...classes.map((one) => added('classes', one))];
  return { label: `New project ${project.name}`, patches };
}

export function renameProject(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly name: string },
): Edit {
  const name = requireName(args.name, 'project');
  return changeProject(doc, ctx, `Rename project to ${name}`, { name });
}

/**
 * Sets who is named as the author of what is made from now on, and of those records of `unsigned`, and of their links
 * and alignments, that name nobody.
 */
export function setAuthor(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly author: string; readonly unsigned?: readonly SignedKey[] },
): Edit {
  const author = args.author.trim();
  const label = author === '' ? 'Clear author' : `Author ${author}`;
  const { patches } = changeProject(doc, ctx, label, { author });
  return {
    label,
    patches: [...patches, ...signPatches(doc, args.unsigned ?? [], author, ctx.now)],
  };
}

/**
 * Names the tiles that can be shown around frames; an empty address takes them away.
 * @throws UserError where the address is none
 */
export function setBaseMap(doc: DocumentView, ctx: EditContext, args: BaseMap): Edit {
  const address = args.address.trim();
  const attribution = args.attribution.trim();
  if (address === '') return changeProject(doc, ctx, 'Remove base map', { baseMap: undefined });
  const { kind } = readBaseAddress(address);
  const layer = kind === 'wmts' && args.layer ? { layer: args.layer } : {};
  return changeProject(doc, ctx, 'Set base map', { baseMap: { address, attribution, ...layer } });
}

function changeProject(
  doc: DocumentView,
  ctx: EditContext,
  label: string,
  changes: Partial<Pick<Project, 'name' | 'author'>> & { readonly baseMap?: BaseMap | undefined },
): Edit {
  const before = projectOf(doc);
  const { baseMap, ...others } = { ...before, ...changes };
  const after: Project = baseMap ? { ...others, baseMap } : others;
  const same =
    after.name === before.name &&
    after.author === before.author &&
    after.baseMap?.address === before.baseMap?.address &&
    after.baseMap?.attribution === before.baseMap?.attribution &&
    after.baseMap?.layer === before.baseMap?.layer;
  return {
    label,
    patches: same ? [] : [changed('projects', before, { ...after, updatedAt: ctx.now })],
  };
}
