import { useEffect, useState } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { pointsMoved } from './relayEvents.ts';

/** The latest gain or loss of a player. `key` differs for each. */
export interface Gain {
  key: number;
  amount: number;
}

let last = 0;

/** What every player gained or lost last, by uuid. */
export function useGains(match: MatchConnection): Record<string, Gain> {
  const [gains, setGains] = useState<Record<string, Gain>>({});
  useEffect(
    () =>
      match.on('animation', (event) => {
        const moved = pointsMoved(event);
        if (!moved) return;
        last += 1;
        const gain = { key: last, amount: moved.amount };
        setGains((all) => ({ ...all, [moved.player]: gain }));
      }),
    [match],
  );
  return gains;
}
