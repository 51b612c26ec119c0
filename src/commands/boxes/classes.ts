/** Classes by their keys: the class of new boxes, and of the selected ones. */
import { setClass } from '../../domain/edits/box-edits';
import type { ClassId } from '../../domain/model/ids';
import type { BoxClass } from '../../domain/model/project';
import { editSelection, openDocument } from '../box-access';
import { canEdit, canEditOnMap } from '../conditions';
import { notifyError } from '../notify';
import { toggleDialog } from '../tool-commands';
import type { Command, Services } from '../types';

/** The project's classes in the order of its list. */
export function classesOf(services: Services): BoxClass[] {
  const document = openDocument(services);
  return document ? [...document.all('classes')].sort((a, b) => a.order - b.order) : [];
}

export function classForKey(services: Services, key: string): BoxClass | null {
  const wanted = key.toLowerCase();
  return classesOf(services).find((boxClass) => boxClass.key === wanted) ?? null;
}

/** New boxes get this class from now on, and so do the selected ones. */
export function setActiveClass(services: Services, classId: ClassId): void {
  services.session.setState({ classId });
  if (canEditOnMap(services) !== true) return;
  try {
    editSelection(services, (document, context, boxes) =>
      setClass(document, context, {
        ids: boxes.map((box) => box.id),
        classId,
        sternToBow: services.session.getState().sternToBow,
      }),
    );
  } catch (error) {
    notifyError(services.session, error);
  }
}

export const CLASS_COMMANDS: readonly Command[] = [
  {
    id: 'classes.edit',
    label: 'Edit classes',
    group: 'Classes',
    icon: 'palette',
    keys: ['Shift+C'],
    enabled: canEdit,
    run: ({ session }) => toggleDialog(session, 'classes'),
  },
];
