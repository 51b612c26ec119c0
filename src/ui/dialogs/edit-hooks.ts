/** How dialogs change the project: an edit at once, whose refusal is a sentence for the field. */
import { useState } from 'react';
import { editContext } from '../../commands/box-access';
import type { Edit, EditContext } from '../../domain/edits/types';
import { sentenceOf, UserError } from '../../domain/errors';
import type { DocumentStore } from '../../store/document-store';
import { useDocument } from '../context';

export type MakeEdit = (document: DocumentStore, context: EditContext) => Edit;

/** Commits edits; `problem` is why the last one was refused. `store` gives the sentence itself, or null. */
export function useEdits() {
  const document = useDocument();
  const [problem, setProblem] = useState<string | null>(null);
  const store = (make: MakeEdit): string | null => {
    try {
      document.commit(make(document, editContext(document)));
      return null;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return sentenceOf(error);
    }
  };
  const commit = (make: MakeEdit): boolean => {
    const refused = store(make);
    setProblem(refused);
    return refused === null;
  };
  return { problem, commit, store, setProblem };
}
