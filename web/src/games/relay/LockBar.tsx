const FULL_MS = 2000;

/** How long no answer is taken. It keeps its place when there is no lock. */
export function LockBar({ lockedMs }: { lockedMs: number }) {
  const share = Math.min(lockedMs / FULL_MS, 1);
  return (
    <div className={`puzzle__lock ${lockedMs > 0 ? 'puzzle__lock--on' : ''}`} aria-hidden="true">
      <div className="puzzle__lock-level" style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
