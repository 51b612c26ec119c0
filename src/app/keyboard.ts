/** The keyboard: every key of every command and of every class, bound once to the window. */
import { tinykeys } from 'tinykeys';
import { classForKey, setActiveClass } from '../commands/classes';
import { COMMANDS, runCommand } from '../commands/registry';
import type { Command, Services } from '../commands/types';

/** Switches and sliders are inputs too, but letters mean nothing to them. */
const TEXT_INPUT = 'input:not([type="radio"], [type="checkbox"], [type="range"])';
/** Elements that use keys themselves. */
const FIELD = `${TEXT_INPUT}, textarea, select, [contenteditable="true"], [role="combobox"]`;
/** Parts of the screen that answer to arrows, Enter and letters by themselves. */
const OWN_KEYS =
  'input, [role="slider"], [role="menu"], [role="listbox"], [role="grid"], [role="tree"], [role="radiogroup"], [role="tablist"]';
const NAVIGATION = /^(Arrow|Home|End|Page|Enter|Space| |Tab|Delete|Backspace)/;

export function bindKeyboard(services: Services): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const command of COMMANDS) {
    for (const key of command.keys) bindings[key] = (event) => press(services, command, event);
  }
  const unbind = tinykeys(window, bindings);
  const onKey = (event: KeyboardEvent) => pressClassKey(services, event);
  window.addEventListener('keydown', onKey);
  return () => {
    unbind();
    window.removeEventListener('keydown', onKey);
  };
}

function press(services: Services, command: Command, event: KeyboardEvent): void {
  if (event.defaultPrevented || !mayRun(services, command, event)) return;
  event.preventDefault();
  runCommand(services, command.id);
}

function mayRun({ session }: Services, command: Command, event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (session.getState().dialog !== null) return command.inFields === true;
  if (target?.closest(FIELD)) return command.inFields === true;
  if (target?.closest('[role="dialog"]')) return false;
  if (target?.closest(OWN_KEYS) && NAVIGATION.test(event.key)) return false;
  // A focused button answers Enter and Space itself.
  return !(target?.closest('button, a') && (event.key === 'Enter' || event.key === ' '));
}

function pressClassKey(services: Services, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (services.session.getState().dialog !== null) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(`${FIELD}, [role="dialog"], [role="radiogroup"]`)) return;
  const boxClass = classForKey(services, event.key);
  if (!boxClass) return;
  event.preventDefault();
  setActiveClass(services, boxClass.id);
}
