const TEXT = 'This part of the page did not load.';

interface Props {
  again(): void;
  /** Takes it away, where it stands in for something that can be closed. */
  onClose?: (() => void) | undefined;
}

/** Stands in for a part of the page whose code did not come: the network is away, or the server has a newer page. */
export function NotLoaded({ again, onClose }: Props) {
  return (
    <div className={`not-loaded ${onClose ? 'note not-loaded--over' : 'card empty'}`} role="alert">
      {onClose ? <p>{TEXT}</p> : <h1>{TEXT}</h1>}
      <p className="row">
        <button type="button" className="button" onClick={again}>
          Try again
        </button>
        <button type="button" className="button button--quiet" onClick={() => window.location.reload()}>
          Reload the page
        </button>
        {onClose && (
          <button type="button" className="button button--quiet" onClick={onClose}>
            Close
          </button>
        )}
      </p>
    </div>
  );
}
