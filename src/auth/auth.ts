import type { Router } from 'express';
import type { Random } from '../lib/random.ts';
import type { MatchOf } from '../match/matchOf.ts';
import type {
  Account,
  AccountStore,
  Authenticate,
  AuthenticateSeated,
  MayPlay,
  OwnerOfToken,
} from './accounts.ts';
import { createAuthenticate, createAuthenticateSeated, createMayPlay } from './authenticate.ts';
import { authRoutes } from './routes.ts';
import { createTokens } from './tokens.ts';

interface AuthNeeds {
  accounts: AccountStore;
  /** Looks an account up as it was a moment ago: every request asks whom it is from. */
  recent?: AccountStore['byId'];
  jwtSecret: string;
  /** Epoch ms. */
  now(): number;
  /** In none when not given. */
  matchOf?: MatchOf;
  /** A new uuid. */
  newId(): string;
  /** For the names of guests who chose none. */
  random: Random;
  /** A player is about to be called something else. @throws Problem 409 `name_taken_here` */
  renaming(player: { id: string; name: string }): Promise<void>;
  /** Whether a player is to play over sockets, and not over HTTP. Everybody is when not given. */
  overSockets?(player: string): boolean;
}

export interface Auth {
  /** To be mounted at `/auth`, with an error handler after it that answers Problems. */
  routes: Router;
  authenticate: Authenticate;
  authenticateSeated: AuthenticateSeated;
  mayPlay: MayPlay;
  ownerOfToken: OwnerOfToken;
  issueToken(account: Account): Promise<string>;
}

/** Who somebody is: accounts, tokens, and the routes to get them. One in a process. */
export function createAuth({
  accounts,
  recent,
  matchOf = async () => null,
  jwtSecret,
  now,
  newId,
  random,
  renaming,
  overSockets = () => true,
}: AuthNeeds): Auth {
  const tokens = createTokens(jwtSecret, now);
  const checked = { byId: recent ?? ((id: string) => accounts.byId(id)) };
  const checks = { accounts: checked, tokens, now };
  const authenticate = createAuthenticate(checks);
  return {
    routes: authRoutes({ accounts, tokens, authenticate, newId, random, renaming, overSockets, now }),
    authenticate,
    authenticateSeated: createAuthenticateSeated(checks, matchOf),
    mayPlay: createMayPlay({ accounts: checked, now }),
    ownerOfToken: async (token) => (await tokens.readRunOut(token)).id,
    issueToken: (account) => tokens.issue(account),
  };
}
