import type { Authenticate, OwnerOfToken } from '../auth/accounts.ts';
import type { Log } from '../lib/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Budgets } from '../players/budgets.ts';
import type { Notifications } from '../push/Notifications.ts';

/** What every room needs. */
export interface BaseRoomNeeds {
  /** Tells the people in it what they are to know. */
  notifications: Pick<Notifications, 'attach' | 'detach' | 'receive'>;
  authenticate: Authenticate;
  ownerOfToken: OwnerOfToken;
  log: Log & { debug(context: object, message: string): void };
  metrics: Pick<Metrics, 'clients' | 'sockets'>;
  /** Of players and addresses, over all their sockets and HTTP. */
  budgets: Pick<Budgets, 'spend' | 'owe'>;
  /** Where a socket comes from, as limits count it, by the headers of its upgrade and the connection it came by. */
  addressOf(upgrade: { headers: Headers; socket: { remoteAddress?: string | undefined } }): string;
}
