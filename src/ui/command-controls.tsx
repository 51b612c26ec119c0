/** Buttons and menu entries made from the command list: name, icon, keys, state and action. */
import { useCallback, useSyncExternalStore } from 'react';
import { commandById, enabledReason, keyLabels, runCommand } from '../commands/registry';
import type { Services } from '../commands/types';
import { useServices } from './context';
import { Button, type ButtonProps, IconButton, type IconButtonProps, type MenuItem } from './kit';

/** Calls back whenever a command's state may have changed. */
function subscribeAll(services: Services, listener: () => void): () => void {
  let stopDocument: () => void = () => undefined;
  const follow = () => {
    stopDocument();
    const document = services.workspace.getState().current?.document;
    if (!document) return;
    const stops = [document.subscribe(listener), document.subscribeSaveState(listener)];
    stopDocument = () => {
      for (const stop of stops) stop();
    };
  };
  const stopSession = services.session.subscribe(listener);
  const stopWorkspace = services.workspace.subscribe(() => {
    follow();
    listener();
  });
  follow();
  return () => {
    stopSession();
    stopWorkspace();
    stopDocument();
  };
}

/** A command as a control shows it; re-renders when it becomes possible, impossible, on or off. */
export function useCommand(id: string) {
  const services = useServices();
  const command = commandById(id);
  const subscribe = useCallback(
    (listener: () => void) => subscribeAll(services, listener),
    [services],
  );
  const disabledReason = useSyncExternalStore(subscribe, () => enabledReason(services, id));
  const checked = useSyncExternalStore(subscribe, () => command.checked?.(services));
  const run = useCallback(() => runCommand(services, id), [services, id]);
  return {
    label: command.label,
    icon: command.icon ?? 'circle',
    keys: keyLabels(command)[0],
    /** The key that stands in the corner of a tool's button, where one key alone does it. */
    letter: keyLabels(command).find((keys) => keys.length === 1),
    disabledReason,
    checked,
    run,
  };
}

export type CommandIconProps = {
  readonly id: string;
  /** In place of the command's own. */
  readonly label?: string;
  readonly icon?: string;
  /** A second line of the tooltip. */
  readonly detail?: string | null;
  readonly size?: IconButtonProps['size'];
  readonly side?: IconButtonProps['side'];
};

/** A command as a button with an icon alone. Toggles and tools show whether they are on. */
export function CommandIcon({ id, label, icon, detail, size, side }: CommandIconProps) {
  const command = useCommand(id);
  return (
    <IconButton
      icon={icon ?? command.icon}
      label={label ?? command.label}
      keys={size === 'rail' ? (command.letter ?? command.keys) : command.keys}
      detail={detail}
      disabledReason={command.disabledReason}
      pressed={command.checked}
      size={size ?? 'normal'}
      side={side ?? 'bottom'}
      onClick={command.run}
    />
  );
}

export type CommandButtonProps = {
  readonly id: string;
  readonly label?: string;
  readonly icon?: string | false;
  readonly kind?: ButtonProps['kind'];
  readonly size?: ButtonProps['size'];
  readonly showKeys?: boolean;
};

export function CommandButton({ id, label, icon, kind, size, showKeys }: CommandButtonProps) {
  const command = useCommand(id);
  const picture = icon === false ? undefined : (icon ?? command.icon);
  return (
    <Button
      kind={kind ?? 'default'}
      size={size ?? 'normal'}
      {...(picture === undefined ? {} : { icon: picture })}
      keys={showKeys ? command.keys : undefined}
      disabledReason={command.disabledReason}
      onClick={command.run}
    >
      {label ?? command.label}
    </Button>
  );
}

/** A command as an entry of a menu, as it stands now: make it when the menu opens. */
export function commandEntry(
  services: Services,
  id: string,
  override: Partial<MenuItem> = {},
): MenuItem {
  const command = commandById(id);
  const checked = command.checked?.(services);
  return {
    id,
    label: command.label,
    icon: command.icon,
    keys: keyLabels(command)[0],
    disabledReason: enabledReason(services, id),
    ...(checked === undefined ? {} : { checked }),
    onSelect: () => runCommand(services, id),
    ...override,
  };
}
