import { searchedFor, searchWidth } from './searchView.ts';

/** How far from one's own strength others may be now, as a band that grows to both sides. */
export function SearchWidth({ window }: { window: number | null }) {
  const width = searchWidth(window);
  return (
    <div className="width">
      <p className="width__label">
        Looking for <b>{searchedFor(window)}</b>
        {window !== null && <span className="muted numbers"> (rating ±{window})</span>}
      </p>
      <svg className="width__band" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">
        <rect className="width__track" x="0" y="4" width="200" height="4" rx="2" />
        <rect className="width__reach" x={100 - 100 * width} y="2" width={200 * width} height="8" rx="4" />
        <rect className="width__you" x="98.5" y="0" width="3" height="12" rx="1.5" />
      </svg>
    </div>
  );
}
