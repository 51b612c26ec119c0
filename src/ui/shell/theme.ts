/** The dark and the light theme: kept on this machine, put on the page's root element. */
import { useEffect } from 'react';
import type { SessionState } from '../../store/session';
import { useSession } from '../context';

const KEY = 'quaymark.theme';

/** What was chosen last, dark at first; for the session's initial state. */
export function storedTheme(): SessionState['theme'] {
  return localStorage.getItem(KEY) === 'light' ? 'light' : 'dark';
}

export function useThemeOnPage(): void {
  const theme = useSession((state) => state.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(KEY, theme);
  }, [theme]);
}
