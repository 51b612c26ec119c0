/** Classes of a stored project whose key a command has taken since: told once, since the key is silent. */
import { notify } from '../commands/notify';
import { COMMANDS } from '../commands/registry';
import type { Services } from '../commands/types';
import type { BoxClass } from '../domain/model/project';

/** Whether a key calls a command on every screen, and so never reaches a class. */
function isTaken(key: string): boolean {
  return COMMANDS.some(({ keys, screen }) => !screen && keys.includes(key));
}

function listed(classes: readonly BoxClass[]): string {
  return classes.map(({ name, key }) => `${key?.toUpperCase()} of "${name}"`).join(', ');
}

/** Looks at each project as it is opened. */
export function tellTakenKeys(services: Services): void {
  const { session, workspace } = services;
  workspace.subscribe(({ current }, before) => {
    if (!current || current === before.current) return;
    const { toldClasses } = session.getState();
    const lost = [...current.document.all('classes')].filter(
      ({ id, key }) => key !== null && isTaken(key) && !toldClasses.includes(id),
    );
    if (lost.length === 0) return;
    session.setState({ toldClasses: [...toldClasses, ...lost.map(({ id }) => id)] });
    notify(
      session,
      'info',
      `A command has the key that a class of this project had: ${listed(lost)}. Give the class another key under "Edit classes" (Shift+C).`,
    );
  });
}
