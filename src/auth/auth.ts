import type { Router } from 'express';
import type { Random } from '../lib/random.ts';
import type { Account, AccountStore, Authenticate, MayPlay } from './accounts.ts';
import { createAuthenticate, createMayPlay } from './authenticate.ts';
import { authRoutes } from './routes.ts';
import { createTokens } from './tokens.ts';

export interface AuthNeeds {
  accounts: AccountStore;
  jwtSecret: string;
  /** Epoch ms. */
  now(): number;
  /** A new uuid. */
  newId(): string;
  /** For the names of guests who chose none. */
  random: Random;
  /** A player is about to be called something else. @throws Problem 409 `name_taken_here` */
  renaming(player: { id: string; name: string }): Promise<void>;
}

export interface Auth {
  /** To be mounted at `/auth`, with an error handler after it that answers Problems. */
  routes: Router;
  authenticate: Authenticate;
  mayPlay: MayPlay;
  issueToken(account: Account): Promise<string>;
}

/** Who somebody is: accounts, tokens, and the routes to get them. One in a process. */
export function createAuth({ accounts, jwtSecret, now, newId, random, renaming }: AuthNeeds): Auth {
  const tokens = createTokens(jwtSecret, now);
  const authenticate = createAuthenticate({ accounts, tokens, now });
  return {
    routes: authRoutes({ accounts, tokens, authenticate, newId, random, renaming, now }),
    authenticate,
    mayPlay: createMayPlay({ accounts, now }),
    issueToken: (account) => tokens.issue(account),
  };
}
