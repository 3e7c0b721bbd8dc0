import type { ReactNode } from 'react';

interface Props {
  /** The one that is pressed by R. */
  first?: boolean;
  off: boolean;
  press(): void;
  children: ReactNode;
}

/** A large button for another round. */
export function RematchButton({ first = false, off, press, children }: Props) {
  return (
    <button
      type="button"
      className={`button ${first ? 'button--primary ' : ''}button--large`}
      aria-disabled={off}
      aria-keyshortcuts={first ? 'R' : undefined}
      onClick={() => !off && press()}
    >
      {children}
      {first && <span className="kbd">R</span>}
    </button>
  );
}
