/** How dialogs change the project: an edit at once, whose refusal is a sentence for the field. */
import { useState } from 'react';
import { editContext } from '../../commands/box-access';
import type { Edit, EditContext } from '../../domain/edits/types';
import { sentenceOf, UserError } from '../../domain/errors';
import type { DocumentStore } from '../../store/document-store';
import { useDocument } from '../context';

export type MakeEdit = (document: DocumentStore, context: EditContext) => Edit;

/** Commits edits; `problem` is why the last one was refused. */
export function useEdits() {
  const document = useDocument();
  const [problem, setProblem] = useState<string | null>(null);
  const commit = (make: MakeEdit): boolean => {
    try {
      document.commit(make(document, editContext(document)));
      setProblem(null);
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      setProblem(sentenceOf(error));
      return false;
    }
  };
  return { problem, commit, setProblem };
}
