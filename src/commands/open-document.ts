/** The open project's records, and what edits of them need from outside. */
import type { EditContext } from '../domain/edits/types';
import type { DocumentStore } from '../store/document-store';
import type { Services } from './types';

export function openDocument(services: Services): DocumentStore | null {
  return services.workspace.getState().current?.document ?? null;
}

export function editContext(document: DocumentStore): EditContext {
  return { now: new Date().toISOString(), author: document.project.author };
}
