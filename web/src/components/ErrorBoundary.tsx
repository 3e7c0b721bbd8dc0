import { Component, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
}

/** Stands in for a page that broke, so that there is always a way on. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="main">
        <div className="card empty" role="alert">
          <h1>This page broke</h1>
          <p className="muted">
            Your seat and your points are kept on the server. Load the page again to go on.
          </p>
          <div>
            <button type="button" className="button button--primary" onClick={() => window.location.reload()}>
              Load again
            </button>
          </div>
        </div>
      </main>
    );
  }
}
