import type { ReactNode } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { hasNoConnection } from '../session/hasNoConnection.ts';
import { GameRate } from './GameRate.ts';

/** Around every table: while it cannot be reached its clocks stand still, and look so. */
export function Line({ match, children }: { match: MatchConnection; children: ReactNode }) {
  const lost = hasNoConnection(match.status);
  return (
    <GameRate value={lost ? 0 : 1}>
      <div className={`line ${lost ? 'line--lost' : ''}`}>{children}</div>
    </GameRate>
  );
}
