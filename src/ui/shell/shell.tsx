/** The whole screen: the start screen or the open project, and what floats above both. */
import { useWorkspace } from '../context';
import { DialogHost } from '../dialogs/dialog-host';
import { TooltipProvider } from '../kit';
import { DropHint } from './drop-hint';
import { StartScreen } from './start-screen';
import { useThemeOnPage } from './theme';
import { Workspace } from './workspace';

export function Shell() {
  const workspace = useWorkspace();
  useThemeOnPage();
  return (
    <TooltipProvider>
      {workspace ? <Workspace key={workspace.document.projectId} /> : <StartScreen />}
      <DialogHost />
      <DropHint />
    </TooltipProvider>
  );
}
