/** Asks once who draws, when a box or a link first names nobody: a word in the status bar, and a field behind it. */
import { type FormEvent, useEffect, useState } from 'react';
import { setAuthor } from '../../domain/edits/project-edits';
import type { SignedKey } from '../../domain/edits/sign';
import { unsignedIn } from '../../store/unsigned';
import {
  useDocument,
  useDocumentRevision,
  useLockedReason,
  useServices,
  useSession,
} from '../context';
import { Button, Icon, Popover, TextField } from '../kit';
import { readPreference, writePreference } from '../kit/preferences';
import css from './author-ask.module.css';
import { useCommit } from './use-linking';

/** Who was named last in this browser. */
const AUTHOR_KEY = 'quaymark.author';

function useUnsigned(): readonly SignedKey[] {
  const document = useDocument();
  const [found, setFound] = useState<readonly SignedKey[]>([]);
  useEffect(() => {
    setFound([]);
    return document.subscribe((change) => {
      const made = unsignedIn(change);
      if (made.length > 0) setFound((known) => [...known, ...made]);
    });
  }, [document]);
  return found;
}

export function AuthorAsk() {
  const { session } = useServices();
  const document = useDocument();
  useDocumentRevision();
  const unsigned = useUnsigned();
  const unnamed = useSession((state) => state.unnamed);
  const locked = useLockedReason();
  if (locked || unnamed || unsigned.length === 0 || document.project.author !== '') return null;
  return (
    <Popover
      label="Who draws"
      side="top"
      align="end"
      trigger={
        <button
          type="button"
          className={css.ask}
          title="Nobody is named as the author of what you draw, link and align"
        >
          <Icon name="pencil" size={14} />
          Who draws?
        </button>
      }
    >
      <AuthorForm unsigned={unsigned} onSkip={() => session.setState({ unnamed: true })} />
    </Popover>
  );
}

function AuthorForm({
  unsigned,
  onSkip,
}: {
  readonly unsigned: readonly SignedKey[];
  readonly onSkip: () => void;
}) {
  const commit = useCommit();
  const [author, setName] = useState(() => readPreference(AUTHOR_KEY) ?? '');
  const save = (event: FormEvent) => {
    event.preventDefault();
    const name = author.trim();
    if (name !== '' && commit((doc, ctx) => setAuthor(doc, ctx, { author: name, unsigned }))) {
      writePreference(AUTHOR_KEY, name);
    }
  };
  return (
    <form className={css.form} onSubmit={save}>
      <TextField
        label="Who draws and links here"
        value={author}
        onChange={setName}
        help="Stands in every box and in exports. It can be changed in the project’s settings."
      />
      <div className={css.actions}>
        <Button onClick={onSkip}>Name nobody</Button>
        <Button kind="primary" submit disabledReason={author.trim() === '' ? 'Type a name.' : null}>
          Save
        </Button>
      </div>
    </form>
  );
}
