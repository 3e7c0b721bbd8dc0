import type { AuthenticateSeated, MayPlay } from '../auth/accounts.ts';
import type { Resuming } from '../cluster/Resuming.ts';
import type { CounterOf } from '../lib/rateLimit.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Mutes } from '../players/mutes.ts';
import type { Names } from '../players/playerNames.ts';
import type { TableNeeds, TableOptions } from '../table/hosting.ts';
import type { BaseRoomNeeds } from './baseRoomNeeds.ts';
import type { Ticker } from './Ticker.ts';

/** What the room of a game needs. */
export interface GameRoomNeeds extends BaseRoomNeeds, TableNeeds {
  resuming: Resuming;
  /** The seed of a new table, which came from another process sealed. */
  seedOf(options: Pick<TableOptions, 'match' | 'seed'>): string;
  /** Counts what players say at all tables, for all processes if there are many. In this process when not given. */
  counterOf?: CounterOf | undefined;
  log: BaseRoomNeeds['log'];
  metrics: Pick<Metrics, 'matches' | 'actions' | 'reconnections' | 'steps' | 'inputs'> &
    BaseRoomNeeds['metrics'];
  mayPlay: MayPlay;
  /** Steps matches whose steps are short: one for the process. */
  ticker: Pick<Ticker, 'add'>;
  authenticateSeated: AuthenticateSeated;
  names: Names;
  mutes: Mutes;
}
