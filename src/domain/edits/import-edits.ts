/** Edits that bring in records from files. */
import { UserError } from '../errors';
import type { ClassId, FrameId } from '../model/ids';
import type { ClassDraft } from '../model/presets';
import type { ProjectRecords } from '../model/records';
import { type BoxDraft, newBoxPatches } from './box-edits';
import { newClassPatches } from './class-edits';
import { added, projectOf } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';

/** The first edit of a project that comes from a file: all of its records. */
export function importedProject(records: ProjectRecords): Edit {
  const { project, sites, classes, frames, boxes } = records;
  const { vessels, groups, observations, events } = records;
  return {
    label: `Import project ${project.name}`,
    patches: [
      added('projects', withFreeNumbers(records)),
      ...sites.map((site) => added('sites', site)),
      ...classes.map((one) => added('classes', one)),
      ...frames.map((frame) => added('frames', frame)),
      ...boxes.map((box) => added('boxes', box)),
      ...vessels.map((vessel) => added('vessels', vessel)),
      ...groups.map((group) => added('groups', group)),
      ...observations.map((one) => added('observations', one)),
      ...events.map((event) => added('events', event)),
    ],
  };
}

/** The project with counters that are above every number in use, in case the file was written to. */
function withFreeNumbers({ project, classes, boxes }: ProjectRecords): ProjectRecords['project'] {
  const nextBoxNumber = boxes.reduce(
    (next, box) => Math.max(next, box.number + 1),
    project.nextBoxNumber,
  );
  const nextClassNumber = classes.reduce(
    (next, one) => Math.max(next, one.number + 1),
    project.nextClassNumber,
  );
  return { ...project, nextBoxNumber, nextClassNumber };
}

/** A box from a file: its class is still a name. */
export type ImportedBox = Pick<
  BoxDraft,
  'geometry' | 'bowKnown' | 'attributes' | 'sizeCopied' | 'drawn'
> & {
  readonly frameId: FrameId;
  readonly className: string;
};

/** Adds boxes with the project's next numbers, and the classes that it does not have yet. */
export function importBoxes(
  doc: DocumentView,
  ctx: EditContext,
  args: {
    readonly fileName: string;
    readonly boxes: readonly ImportedBox[];
    readonly newClasses: readonly (Pick<ClassDraft, 'name'> & Partial<ClassDraft>)[];
  },
): Edit {
  if (args.boxes.length === 0) throw new UserError(`${args.fileName} gives no boxes to import.`);
  const made = newClassPatches(doc, ctx, args.newClasses);
  const byName = new Map<string, ClassId>();
  for (const one of [...doc.all('classes'), ...made.classes]) {
    byName.set(one.name.toLowerCase(), one.id);
  }
  const drafts = args.boxes.map(({ className, ...box }): BoxDraft => {
    const classId = byName.get(className.toLowerCase());
    if (!classId) throw new UserError(`There is no class "${className}". Choose a class for it.`);
    return { ...box, classId };
  });
  const boxes = newBoxPatches(doc, ctx, drafts);
  // Both sets of patches change the project; one change carries both counters.
  const project = projectOf(doc);
  const nextClassNumber = project.nextClassNumber + made.classes.length;
  const patches = boxes.patches.map((patch) =>
    patch.table === 'projects' && patch.after
      ? { ...patch, after: { ...patch.after, nextClassNumber } }
      : patch,
  );
  return {
    foreign: true,
    label: `Import ${boxes.boxes.length === 1 ? '1 box' : `${boxes.boxes.length} boxes`} from ${args.fileName}`,
    patches: [...made.classes.map((one) => added('classes', one)), ...patches],
  };
}
