/** A class of a stored project whose key a command has taken since is told of once. */
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { tellTakenKeys } from '../../../src/app/taken-class-keys';
import type { Services, Workspace } from '../../../src/commands/types';
import { createSession, storedSession } from '../../../src/store/session';
import { smallProject } from '../ui/support';

function opened(keys: readonly (string | null)[]) {
  const document = smallProject();
  for (const [i, one] of [...document.all('classes')].entries()) {
    document.put('classes', { ...one, key: keys[i] ?? null });
  }
  return { document } as unknown as Workspace;
}

test('letters that commands have are named with their class, once for each project', () => {
  const session = createSession();
  const workspace = createStore<{ current: Workspace | null }>(() => ({ current: null }));
  tellTakenKeys({ session, workspace } as unknown as Services);
  const texts = () => session.getState().notices.map(({ text }) => text);

  // A digit chooses a mode while comparing alone, so it still is the class's own.
  workspace.setState({ current: opened(['1', 'j', null]) });
  expect(texts()).toEqual([expect.stringContaining('J of "tanker".')]);

  session.setState({ notices: [] });
  const kept = storedSession(session.getState());
  session.setState(kept);
  workspace.setState({ current: null });
  workspace.setState({ current: opened(['1', 'j', null]) });
  expect(texts()).toEqual([]);
  workspace.setState({ current: opened(['1', 'j', 'k']) });
  expect(texts()).toEqual([expect.stringContaining('K of "container stack".')]);
});
