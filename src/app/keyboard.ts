/** The keyboard: every key of every command and of every class, bound once to the window. */
import { tinykeys } from 'tinykeys';
import { classForKey, setActiveClass } from '../commands/boxes/classes';
import { COMMANDS, runCommand } from '../commands/registry';
import type { Command, Services } from '../commands/types';
import { isSpent } from '../ui/kit/escape';

/** Switches and sliders are inputs too, but letters mean nothing to them. */
const TEXT_INPUT = 'input:not([type="radio"], [type="checkbox"], [type="range"])';
/** Elements that use keys themselves. */
const FIELD = `${TEXT_INPUT}, textarea, select, [contenteditable="true"], [role="combobox"]`;
/** Parts of the screen that answer to arrows, Enter and letters by themselves. */
const OWN_KEYS =
  'input, [role="slider"], [role="menu"], [role="listbox"], [role="grid"], [role="tree"], [role="radiogroup"], [role="tablist"]';
const NAVIGATION = /^(Arrow|Home|End|Page|Enter|Space| |Tab|Delete|Backspace)/;

/**
 * Of who composes a sign, as Korean and Japanese are written, all keys are for that: Enter takes it and Esc drops it,
 * and neither runs what is marked nor leaves the field.
 */
function leaveToComposition(event: KeyboardEvent): void {
  // Safari tells the key that ends it as one that is composed no longer, by this number alone.
  if (event.isComposing || event.keyCode === COMPOSED) event.stopImmediatePropagation();
}

/** The number of keys that an input method takes for itself (UI Events, section 7.3.1). */
const COMPOSED = 229;

export function bindKeyboard(services: Services): () => void {
  // Before all others that hear of a key, the fields' own included.
  window.addEventListener('keydown', leaveToComposition, { capture: true });
  const unbind = tinykeys(window, bindingsOf(services));
  // Whatever is held beside it: what is let go with Shift is let go.
  const onRelease = (event: KeyboardEvent) => releaseKeys(services, event.key.toLowerCase());
  window.addEventListener('keyup', onRelease);
  // A key that is let go in another window is never heard of.
  const releaseAll = () => releaseKeys(services, null);
  window.addEventListener('blur', releaseAll);
  const onKey = (event: KeyboardEvent) => pressClassKey(services, event);
  window.addEventListener('keydown', onKey);
  return () => {
    window.removeEventListener('keydown', leaveToComposition, { capture: true });
    unbind();
    window.removeEventListener('keyup', onRelease);
    window.removeEventListener('blur', releaseAll);
    window.removeEventListener('keydown', onKey);
  };
}

/** Ends what lasts while a key is held. @param key null: whichever */
function releaseKeys(services: Services, key: string | null): void {
  for (const { keys, release } of COMMANDS) {
    if (release && (key === null || keys.includes(key))) release(services);
  }
}

/** Of commands that share a key, the one of the screen that is shown comes first. */
function bindingsOf(services: Services): Record<string, (event: KeyboardEvent) => void> {
  const byKey = new Map<string, Command[]>();
  for (const command of COMMANDS) {
    for (const key of command.keys) byKey.set(key, [...(byKey.get(key) ?? []), command]);
  }
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const [key, commands] of byKey) {
    bindings[key] = (event) => {
      const { screen } = services.session.getState();
      const command =
        commands.find((one) => one.screen === screen) ?? commands.find((one) => !one.screen);
      if (command) press(services, command, event);
    };
  }
  return bindings;
}

function press(services: Services, command: Command, event: KeyboardEvent): void {
  if (isSpent(event) || !mayRun(services, command, event)) return;
  event.preventDefault();
  runCommand(services, command.id);
}

/**
 * Many layouts write signs with AltGr, which some systems report as Alt, and others by a number that is typed on
 * the number pad while Alt is held.
 */
function isBareAlt(event: KeyboardEvent): boolean {
  return event.altKey && !event.getModifierState('AltGraph') && event.code.startsWith('Digit');
}

function mayRun({ session }: Services, command: Command, event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (session.getState().dialog !== null) return command.inFields === true;
  // What stands in a form is stored only when it is sent.
  const stays = !target?.closest('form');
  if (command.inFields === 'with-alt' && isBareAlt(event) && stays) return true;
  if (target?.closest(FIELD)) return command.inFields === true;
  if (target?.closest('[role="dialog"]')) return false;
  if (target?.closest(OWN_KEYS) && NAVIGATION.test(event.key)) return false;
  // A focused button answers Enter and Space itself.
  return !(target?.closest('button, a, summary') && (event.key === 'Enter' || event.key === ' '));
}

/** While comparing, digits choose the mode, and a class only with Shift. '' for none. */
function classKeyOf({ session }: Services, event: KeyboardEvent): string {
  if (session.getState().screen !== 'compare') return event.key;
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (!digit) return event.shiftKey ? '' : event.key;
  return event.shiftKey ? digit : '';
}

function pressClassKey(services: Services, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (services.session.getState().dialog !== null) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(`${FIELD}, [role="dialog"], [role="radiogroup"]`)) return;
  const boxClass = classForKey(services, classKeyOf(services, event));
  if (!boxClass) return;
  event.preventDefault();
  setActiveClass(services, boxClass.id);
}
