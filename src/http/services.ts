import type { Logger } from 'pino';
import type { AccountStore, Authenticate, AuthenticateSeated } from '../auth/accounts.ts';
import type { Button } from '../button/Button.ts';
import type { GameInfo } from '../games/game.ts';
import type { CounterOf } from '../lib/rateLimit.ts';
import type { LiveMatches } from '../match/live.ts';
import type { MatchRecords } from '../match/records.ts';
import type { Parties } from '../matchmaking/parties.ts';
import type { PassTrace } from '../matchmaking/passTrace.ts';
import type { PreferenceStore } from '../matchmaking/preferences.ts';
import type { Matchmaking } from '../matchmaking/tickets.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Budgets } from '../players/budgets.ts';
import type { FeedbackStore } from '../players/feedback.ts';
import type { Mutes } from '../players/mutes.ts';
import type { Presence } from '../players/presence.ts';
import type { Ranking } from '../players/Ranking.ts';
import type { Notifications } from '../push/Notifications.ts';
import type { Scheduled } from '../push/Scheduled.ts';
import type { WebPush } from '../push/WebPush.ts';
import type { ForwardedAddress } from './forwardedAddress.ts';
import type { Rates } from './limits.ts';

/** How something we depend on is. `message` is for operators. */
export interface Health {
  ok: boolean;
  message?: string;
  /** Players may come all the same: only the operator has something to do. */
  optional?: boolean;
  /** What may be shown to everybody. */
  details?: Record<string, unknown>;
}

/** Who asks for a seat, as rooms see it. */
interface Asking {
  token: string | undefined;
  /** As limits count it. */
  address: string;
  headers: Headers;
  /** Nobody waits for the answer any more. */
  gone: AbortSignal;
}

/**
 * Gives a seat in a room, by one of the framework's methods.
 * @param options the client's word
 * @throws Problem; or an error with the framework's `code`
 */
type Matchmake = (method: string, room: string, options: object, asking: Asking) => Promise<object>;

/** What HTTP needs of the rest. */
export interface HttpServices {
  authenticate: Authenticate;
  authenticateSeated: AuthenticateSeated;
  accounts: Pick<AccountStore, 'byId' | 'update' | 'remove'>;
  /** Takes a player out of the queue, the party and the match. @throws Problem 503 `retry_later` */
  leaveAll(player: string): Promise<void>;
  records: Pick<
    MatchRecords,
    'find' | 'replay' | 'ledger' | 'recordsOf' | 'ofPlayer' | 'ratings' | 'leaderboard'
  >;
  ranking: Pick<Ranking, 'place'>;
  live: LiveMatches;
  matchmaking: Matchmaking;
  /** What the matcher saw and did, if this process makes matches. */
  passes: { trace: Pick<PassTrace, 'last'> };
  parties: Parties;
  preferences: PreferenceStore;
  feedback: FeedbackStore;
  mutes: Pick<Mutes, 'muted' | 'unheardBy' | 'deafTo' | 'mute' | 'unmute' | 'changed'>;
  notifications: Pick<
    Notifications,
    'page' | 'latest' | 'unread' | 'epoch' | 'receive' | 'mutedTopics' | 'muteTopics'
  >;
  /** What an operator tells, now or later. */
  scheduled: Pick<Scheduled, 'send' | 'progress' | 'cancel'>;
  /** Tells browsers while the page is closed; null where that is not configured. */
  webPush: Pick<WebPush, 'publicKey' | 'subscribe' | 'unsubscribe'> | null;
  button: Pick<Button, 'push' | 'newer' | 'records'>;
  /** Told of every request that a player makes. */
  presence: Pick<Presence, 'seen'>;
  /** The games of this server, by name. */
  games: ReadonlyMap<string, GameInfo>;
  /** How everything is that must work before players may come, by name. */
  health(): Promise<Record<string, Health>>;
  /** The process goes down: nobody is to be sent here any more. */
  draining(): boolean;
  metrics: Metrics;
  /** Whether a player is to play over sockets; everybody when not given. */
  overSockets?: ((player: string) => boolean) | undefined;
  /** Gives seats in rooms. */
  matchmake: Matchmake;
  /** The region this process runs in. */
  region: string;
  /** Epoch ms. */
  now(): number;
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
  /** Undefined: what needs an operator is switched off. */
  operatorPassword: string | undefined;
  /** Other sites whose pages may call us. */
  allowedOrigins: readonly string[];
  /** host[:port][/path] under which clients reach this process, when it is not the one they asked. */
  publicAddress?: string | undefined;
  /** Believe `X-Forwarded-For` and `X-Request-Id`: only behind a proxy that sets them. */
  trustProxy: boolean;
  /** Connections that an address may have open at once; not counted behind a proxy. A default when undefined. */
  connectionsOfAddress?: number;
  /** Where sockets come from that another process of ours hands over. */
  forwarded: Pick<ForwardedAddress, 'read'>;
  logger: Logger;
  /** Limits that differ from the defaults. */
  rateLimits?: Partial<Rates>;
  /** Where limits are counted: for all processes if there are many. In this process when undefined. */
  counterOf: CounterOf | undefined;
  /** Of players and addresses, over HTTP and sockets together. */
  budgets: Pick<Budgets, 'spend' | 'owe'>;
}
