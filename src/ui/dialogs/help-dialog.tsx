/** The shortcuts: made from the list of commands and the project's classes. */
import { useState } from 'react';
import { classesOf } from '../../commands/boxes/classes';
import { COMMANDS, keyLabels } from '../../commands/registry';
import { COMMAND_GROUPS, type Command } from '../../commands/types';
import { useServices } from '../context';
import { Button, Dialog, Kbd, Keys, Swatch, TextField } from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './help-dialog.module.css';

const GESTURES: readonly (readonly [string, string])[] = [
  ['Draw along the keel', 'Press at the stern, drag to the bow, move out to the beam, click.'],
  ['With three clicks', 'Stern, bow, beam. Shift+S changes between the two.'],
  ['Draw an upright box', 'Drag from corner to corner.'],
  ['Select', 'Click. Shift adds or takes away; drag on open water marks several.'],
  ['Move, resize, turn', 'Drag the box, its handles, or the dot ahead of the bow.'],
  ['Pan', 'Drag with the middle button, or with Space held.'],
  ['Zoom', 'Wheel or pinch, about the pointer.'],
  ['Turn the view', 'Shift+Alt and drag.'],
  ['While comparing', 'Digits choose the mode; with Shift, a digit sets the class.'],
  ['Choose what is compared', 'A click in the film strip sets B, with Shift A.'],
];

/** Keys that are written alike, such as + with and without Shift, are shown once. */
function differentKeys(command: Command): readonly (readonly string[])[] {
  return [...new Map(keyLabels(command).map((keys) => [keys.join(), keys])).values()];
}

function CommandLine({ command }: { readonly command: Command }) {
  return (
    <li className={css.line}>
      <span className={css.name}>{command.label}</span>
      {differentKeys(command).map((keys, index) => (
        <span key={keys.join()} className={css.keys}>
          {index > 0 ? 'or' : null}
          <Keys keys={keys} />
        </span>
      ))}
    </li>
  );
}

function Commands({ wanted }: { readonly wanted: string }) {
  const matches = (command: Command) =>
    command.keys.length > 0 &&
    `${command.label} ${command.group} ${command.keywords ?? ''}`.toLowerCase().includes(wanted);
  return COMMAND_GROUPS.map((group) => {
    const commands = COMMANDS.filter((command) => command.group === group && matches(command));
    if (commands.length === 0) return null;
    return (
      <section key={group} className={css.group} aria-label={group}>
        <h3>{group}</h3>
        <ul>
          {commands.map((command) => (
            <CommandLine key={command.id} command={command} />
          ))}
        </ul>
      </section>
    );
  });
}

function ClassKeys({ wanted }: { readonly wanted: string }) {
  const classes = classesOf(useServices()).filter(
    (one) => one.key !== null && `${one.name} class`.toLowerCase().includes(wanted),
  );
  if (classes.length === 0) return null;
  return (
    <section className={css.group} aria-label="Class of the selection and of new boxes">
      <h3>Class of the selection and of new boxes</h3>
      <ul>
        {classes.map(({ id, name, color, key }) => (
          <li key={id} className={css.line}>
            <Swatch color={color} />
            <span className={css.name}>{name}</span>
            <Kbd>{(key ?? '').toUpperCase()}</Kbd>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gestures({ wanted }: { readonly wanted: string }) {
  const found = GESTURES.filter((words) => words.join(' ').toLowerCase().includes(wanted));
  if (found.length === 0) return null;
  return (
    <section className={css.group} aria-label="With the pointer">
      <h3>With the pointer</h3>
      <dl>
        {found.map(([name, how]) => (
          <div key={name} className={css.gesture}>
            <dt>{name}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function HelpDialog({ onClose }: DialogContentProps) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  return (
    <Dialog
      open
      title="Keyboard shortcuts"
      size="large"
      padded={false}
      onClose={onClose}
      note={
        <span>
          In a field, only keys with Ctrl or Cmd work; Esc goes back to the map. <Kbd>Ctrl</Kbd>{' '}
          <Kbd>K</Kbd> finds everything by name.
        </span>
      }
      actions={
        <Button keys={['Esc']} onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className={css.search}>
        <TextField label="Find a shortcut" icon="search" value={text} onChange={setText} />
      </div>
      <div className={css.columns}>
        <Commands wanted={wanted} />
        <ClassKeys wanted={wanted} />
        <Gestures wanted={wanted} />
      </div>
    </Dialog>
  );
}
