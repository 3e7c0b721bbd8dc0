import { useEffect, useState } from 'react';
import type { TableFeed } from '../../table/tableFeed.ts';
import { pointsMoved } from './relayEvents.ts';

/** The latest gain or loss of a player. `key` differs for each. */
export interface Gain {
  key: number;
  amount: number;
}

let last = 0;

/** What every player gained or lost last, by uuid. */
export function useGains(feed: TableFeed): Record<string, Gain> {
  const [gains, setGains] = useState<Record<string, Gain>>({});
  useEffect(
    () =>
      feed.on('animation', (event) => {
        const moved = pointsMoved(event);
        if (!moved) return;
        last += 1;
        const gain = { key: last, amount: moved.amount };
        setGains((all) => ({ ...all, [moved.player]: gain }));
      }),
    [feed],
  );
  return gains;
}
