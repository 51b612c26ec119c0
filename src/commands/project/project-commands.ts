/** Commands on the project as a whole. */
import { untitledName } from '../../store/library';
import { canEdit, hasProject } from '../conditions';
import { toggleDialog } from '../tool-commands';
import type { Command } from '../types';
import { openDemo, openWorkedDemo } from './demo';
import { openFiles } from './open-files';
import { closeProject, newProject } from './projects';
import { canLeave, forgetRescue, saveRescueFile } from './rescue';

export const PROJECT_COMMANDS: readonly Command[] = [
  {
    id: 'project.new',
    label: 'New empty project',
    group: 'Project',
    icon: 'file-plus',
    keys: [],
    run: async (services) => {
      await newProject(services, await untitledName(services.db));
    },
  },
  {
    id: 'project.open-file',
    label: 'Open a Quaymark file',
    group: 'Project',
    icon: 'folder-open',
    keys: [],
    run: async (services) =>
      openFiles(
        services,
        await services.pickFiles({ accept: '.geojson,.json,.quaymark', multiple: false }),
      ),
  },
  {
    id: 'project.open-demo',
    label: 'Open the demo',
    group: 'Project',
    icon: 'ship',
    keys: [],
    run: async (services) => {
      await openDemo(services);
    },
  },
  {
    id: 'project.open-worked-demo',
    label: 'Open the demo with the work done',
    group: 'Project',
    icon: 'ship',
    keys: [],
    keywords: 'example finished boxes vessels investigation sample',
    run: openWorkedDemo,
  },
  {
    id: 'project.close',
    label: 'Close project',
    group: 'Project',
    icon: 'x',
    keys: [],
    enabled: (services) => {
      const open = hasProject(services);
      return open === true ? canLeave(services) : open;
    },
    run: closeProject,
  },
  {
    id: 'project.settings',
    label: 'Project name and settings',
    group: 'Project',
    icon: 'settings',
    keys: ['$mod+,'],
    inFields: true,
    enabled: hasProject,
    run: ({ session }) => toggleDialog(session, 'project'),
  },
  {
    id: 'project.export',
    label: 'Export boxes as GeoJSON',
    group: 'Project',
    icon: 'download',
    keys: ['$mod+e'],
    inFields: true,
    enabled: hasProject,
    run: ({ session }) => toggleDialog(session, 'export'),
  },
  {
    id: 'project.import',
    label: 'Import GeoJSON',
    group: 'Project',
    icon: 'upload',
    keys: ['$mod+i'],
    enabled: canEdit,
    run: async (services) =>
      openFiles(services, await services.pickFiles({ accept: '.geojson,.json', multiple: false })),
  },
  {
    id: 'project.take-over',
    label: 'Take over editing from the other tab',
    group: 'Project',
    icon: 'pencil',
    keys: [],
    enabled: (services) => {
      const { current } = services.workspace.getState();
      if (!current) return 'Open a project first.';
      return !current.lock.held || 'This tab is the one that edits.';
    },
    run: async ({ workspace }) => {
      await workspace.getState().current?.lock.takeOver();
    },
  },
  {
    id: 'project.retry-save',
    label: 'Try again to save',
    group: 'Project',
    icon: 'refresh-cw',
    keys: [],
    enabled: ({ workspace }) =>
      workspace.getState().current?.document.saveState.status === 'failed' || 'All is saved.',
    run: async ({ workspace }) => {
      const document = workspace.getState().current?.document;
      if (!document) return;
      forgetRescue(document);
      await document.retry();
    },
  },
  {
    id: 'project.rescue',
    label: 'Save a rescue file',
    group: 'Project',
    icon: 'download',
    keys: [],
    keywords: 'backup copy quota failed',
    enabled: hasProject,
    run: saveRescueFile,
  },
];
