import type { Logger } from 'pino';
import type { Metrics } from '../metrics/metrics.ts';
import type { Ranking } from '../players/Ranking.ts';
import type { Button } from './button.ts';
import type { Matches } from './matches.ts';
import type { Queue } from './matchmaking.ts';
import type { Players } from './players.ts';
import type { Push } from './push.ts';
import type { Stores } from './stores.ts';

/** What a server is put together from: HTTP, rooms and chores use it. */
export interface Parts {
  stores: Stores;
  players: Players;
  matches: Matches;
  queue: Queue;
  push: Push;
  ranking: Ranking;
  button: Button;
  metrics: Metrics;
  log: Logger;
}
