/** Choosing a tool, showing a panel, asking for help. */
import type { DialogName, PanelName, Session, Tool } from '../store/session';
import type { Command, CommandGroup } from './types';

function tool(id: Tool, label: string, key: string, icon: string): Command {
  return {
    id: `tool.${id}`,
    label,
    group: 'Tools',
    icon,
    keys: [key],
    checked: ({ session }) => session.getState().tool === id,
    run: ({ session, map }) => {
      map.current?.cancelGesture();
      session.setState({ tool: id });
    },
  };
}

function panel(id: PanelName, label: string, key: string, icon: string): Command {
  return {
    id: `panels.${id}`,
    label,
    group: 'Panels',
    icon,
    keys: [key],
    checked: ({ session }) => session.getState().panels[id],
    run: ({ session }) =>
      session.setState(({ panels }) => ({ panels: { ...panels, [id]: !panels[id] } })),
  };
}

/** Opens a dialog, or closes it when it is the one that is open. */
export function toggleDialog(session: Session, name: DialogName): void {
  session.setState(({ dialog }) => ({ dialog: dialog === name ? null : name }));
}

function dialog(
  id: string,
  name: DialogName,
  label: string,
  group: CommandGroup,
  keys: string[],
  icon: string,
): Command {
  return {
    id,
    label,
    group,
    icon,
    keys,
    inFields: true,
    run: ({ session }) => toggleDialog(session, name),
  };
}

export const TOOL_COMMANDS: readonly Command[] = [
  tool('select', 'Select and change boxes', 'v', 'mouse-pointer-2'),
  tool('pan', 'Pan', 'h', 'hand'),
  tool('keel', 'Draw along the keel', 's', 'spline'),
  tool('rectangle', 'Draw an upright box', 'b', 'square-dashed'),
  tool('profile', 'Values along a line or at a point', 'p', 'chart-line'),
  {
    id: 'tool.keel-gesture',
    label: 'Draw the keel with three clicks',
    group: 'Tools',
    icon: 'mouse-pointer-click',
    keys: ['Shift+S'],
    keywords: 'drag gesture stern bow beam',
    checked: ({ session }) => session.getState().keelGesture === 'clicks',
    run: ({ session }) =>
      session.setState(({ keelGesture }) => ({
        keelGesture: keelGesture === 'drag' ? 'clicks' : 'drag',
      })),
  },
  panel('list', 'Show the list of boxes', 'F6', 'panel-left'),
  panel('inspector', 'Show the inspector', 'F7', 'panel-right'),
  panel('strip', 'Show the film strip', 'F8', 'panel-bottom'),
  panel('display', 'Show how the picture is displayed', 'd', 'sliders-horizontal'),
  dialog('help.palette', 'palette', 'Find or run a command', 'Help', ['$mod+k'], 'search'),
  {
    ...dialog('help.shortcuts', 'help', 'Keyboard shortcuts', 'Help', ['Shift+?'], 'keyboard'),
    inFields: false,
  },
];
