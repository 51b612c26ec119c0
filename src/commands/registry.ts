/** The one list of commands, and the one way to run them. */
import { isAbort, UserError } from '../domain/errors';
import { noDatabaseSentence } from '../store/db';
import { ALIGN_COMMANDS } from './align/align-commands';
import { AREA_COMMANDS } from './boxes/area-commands';
import { BOX_COMMANDS } from './boxes/box-commands';
import { BOX_GEOMETRY_COMMANDS } from './boxes/box-geometry-commands';
import { CLASS_COMMANDS } from './boxes/classes';
import { CHANGE_VERDICT_COMMANDS } from './compare/change-verdicts';
import { COMPARE_COMMANDS } from './compare/compare-commands';
import { DISPLAY_COMMANDS } from './display/display-commands';
import { FRAME_COMMANDS } from './frame-commands';
import { notify, notifyError } from './notify';
import { HISTORY_COMMANDS } from './project/history-commands';
import { PROJECT_COMMANDS } from './project/project-commands';
import { TOOL_COMMANDS } from './tool-commands';
import type { Command, Services } from './types';
import { VESSEL_COMMANDS } from './vessels/vessel-commands';
import { VIEW_COMMANDS } from './view-commands';

export const COMMANDS: readonly Command[] = [
  ...PROJECT_COMMANDS,
  ...FRAME_COMMANDS,
  ...ALIGN_COMMANDS,
  ...HISTORY_COMMANDS,
  ...TOOL_COMMANDS,
  ...BOX_COMMANDS,
  ...BOX_GEOMETRY_COMMANDS,
  ...CLASS_COMMANDS,
  ...AREA_COMMANDS,
  ...VESSEL_COMMANDS,
  ...VIEW_COMMANDS,
  ...COMPARE_COMMANDS,
  ...CHANGE_VERDICT_COMMANDS,
  ...DISPLAY_COMMANDS,
];

const BY_ID = new Map(COMMANDS.map((command) => [command.id, command]));

/** Throws when there is no such command: an id is written by us, never by the user. */
export function commandById(id: string): Command {
  const command = BY_ID.get(id);
  if (!command) throw new Error(`There is no command "${id}".`);
  return command;
}

/** Null when the command can run, else the sentence that says why not. */
export function enabledReason(services: Services, id: string): string | null {
  const enabled = commandById(id).enabled?.(services) ?? true;
  return enabled === true ? null : enabled;
}

/** Runs a command when it is possible; what goes wrong becomes a notice. */
export function runCommand(services: Services, id: string): void {
  const command = commandById(id);
  const reason = enabledReason(services, id);
  if (reason) {
    const locked = services.workspace.getState().current?.document.lockedReason;
    // That editing as a whole has stopped is news; why one key does nothing is said in passing.
    if (locked && reason === locked) notify(services.session, 'warn', reason);
    else services.session.setState({ passing: { text: reason } });
    return;
  }
  if (services.session.getState().passing) services.session.setState({ passing: null });
  const fail = (error: unknown) => {
    // Neither a refusal, nor what the user took back, nor a browser without storage is a fault of the program.
    const foreseen =
      error instanceof UserError || isAbort(error) || noDatabaseSentence(error) !== null;
    if (!foreseen) console.error(error);
    notifyError(services.session, error);
  };
  try {
    void Promise.resolve(command.run(services)).catch(fail);
  } catch (error) {
    fail(error);
  }
}

const MAC = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);
const NAMES: Readonly<Record<string, string>> = {
  $mod: MAC ? '⌘' : 'Ctrl',
  Shift: MAC ? '⇧' : 'Shift',
  Alt: MAC ? '⌥' : 'Alt',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Delete: 'Del',
};
/** Keys that are written with Shift already: the bare sign says it better. */
const SHIFTED_SIGN = /^Shift\+([?{}+])$/;

/** Each way to press a command, as the parts to show: [['Ctrl', 'K']]. */
export function keyLabels(command: Command): string[][] {
  return command.keys.map((key) => {
    const sign = SHIFTED_SIGN.exec(key)?.[1];
    if (sign) return [sign];
    // '+' is also the sign between the parts.
    const parts = key === '+' ? ['+'] : key.split('+');
    return parts.map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  });
}
