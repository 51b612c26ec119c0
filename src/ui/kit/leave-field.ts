/** Where the focus goes when the user is done with a field of one line, so that the next key is a command again. */
import { createContext } from 'react';

/** null: the field keeps the focus, as in dialogs, where single keys are no commands. */
export const LeaveField = createContext<(() => void) | null>(null);
