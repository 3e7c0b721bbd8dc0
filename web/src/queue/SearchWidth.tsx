import { searchedFor, searchWidth } from './searchView.ts';

/** How far from one's own strength others may be now, as a band that grows to both sides. */
export function SearchWidth({ window }: { window: number | null }) {
  const width = searchWidth(window);
  return (
    <div className="width">
      <p className="width__label">
        Looking for <b>{searchedFor(window)}</b>
      </p>
      <svg className="width__band" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">
        <rect className="width__track" x="0" y="2" width="200" height="8" rx="4" />
        <rect className="width__reach" x={100 - 100 * width} y="2" width={200 * width} height="8" rx="4" />
        <rect className="width__you" x="99.5" y="2" width="1" height="8" />
      </svg>
    </div>
  );
}
