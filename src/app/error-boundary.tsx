/** The last net: when drawing the screen fails, say so and offer to reload; the records are safe. */
import { Component, type ReactNode } from 'react';
import { sentenceOf } from '../domain/errors';

type Props = { readonly children: ReactNode };
type State = { readonly error: unknown };

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <main className="crash" role="alert">
        <h1>The screen could not be drawn</h1>
        <p>What was shown as saved is stored. Reload the page to go on.</p>
        <p className="mono">{sentenceOf(this.state.error)}</p>
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </main>
    );
  }
}
