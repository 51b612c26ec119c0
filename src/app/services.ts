/** Makes the services once, out of the parts that do not know each other. */
import { createStore } from 'zustand/vanilla';
import { tellUnread } from '../commands/project/open-files';
import type { Services } from '../commands/types';
import { QuaymarkDb } from '../store/db';
import { createReadout, createSession } from '../store/session';
import { readPreference, writePreference } from '../ui/kit/preferences';
import { layoutFor, RAIL } from '../ui/shell/use-layout';
import { createImagery } from '../workers/imagery-client';
import { download, filePicker } from './files';

/** Height of the bars above and below the map and the film strip, CSS pixels. */
const BARS = 100;
const THEME_KEY = 'quaymark:theme';

export function createServices(): Services {
  const session = createSession({
    theme: readPreference(THEME_KEY) === 'light' ? 'light' : 'dark',
  });
  applyTheme(session.getState().theme);
  session.subscribe(({ theme }, before) => {
    if (theme === before.theme) return;
    writePreference(THEME_KEY, theme);
    applyTheme(theme);
  });
  return {
    db: new QuaymarkDb(),
    imagery: createImagery({ room: mapRoom }),
    session,
    readout: createReadout(),
    workspace: createStore(() => ({ current: null })),
    map: { current: null },
    panels: { focusFilter: null, focusInspector: null, focusFollowed: null, focusName: null },
    pickFiles: filePicker((names) => tellUnread(session, names)),
    download,
  };
}

/** Pixels of the screen that the map will have, about: what the user has made of the panels is not looked up. */
function mapRoom(): readonly [number, number] {
  const { innerWidth, innerHeight, devicePixelRatio } = window;
  const { list, inspector, strip } = layoutFor(innerWidth);
  const width = innerWidth - RAIL - list - inspector;
  return [width * devicePixelRatio, (innerHeight - strip - BARS) * devicePixelRatio];
}

function applyTheme(theme: 'dark' | 'light'): void {
  document.documentElement.dataset.theme = theme;
}
