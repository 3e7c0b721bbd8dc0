import { SKIP_COST } from './points.ts';

/** Another puzzle, and what that costs. */
export function SkipButton({ points, skip }: { points: number; skip(): void }) {
  const off = points <= SKIP_COST;
  return (
    <button type="button" className="button puzzle__skip" aria-disabled={off} onClick={() => !off && skip()}>
      Skip
      <span className="puzzle__cost numbers" aria-hidden="true">
        −{SKIP_COST}
      </span>
      <span className="visually-hidden">
        , costs {SKIP_COST} points{off && ': you have too few'}
      </span>
    </button>
  );
}
