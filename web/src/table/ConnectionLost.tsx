import { useState } from 'react';
import { clock } from '../lib/duration.ts';
import { useNow } from '../lib/useNow.ts';

/** Stands in for the latest event while the table cannot be reached. `graceMs`: what was left when it was lost. */
export function ConnectionLost({ graceMs }: { graceMs: number | null }) {
  const [since] = useState(() => Date.now());
  const now = useNow(1000);
  const left = graceMs === null ? 0 : graceMs - Math.max(0, now - since);
  return (
    <p className="table__event table__event--lost">
      <span role="status">Connection lost.</span>
      {left > 0 && <span aria-hidden="true"> Seat kept for {clock(left)}.</span>}
    </p>
  );
}
