import type { Router } from 'express';
import type { Random } from '../lib/random.ts';
import type { Account, AccountStore, Authenticate, MayPlay, OwnerOfToken } from './accounts.ts';
import { createAuthenticate, createMayPlay } from './authenticate.ts';
import { authRoutes } from './routes.ts';
import { createTokens } from './tokens.ts';

export interface AuthNeeds {
  accounts: AccountStore;
  /** Looks an account up as it was a moment ago: every request asks whom it is from. */
  recent?: AccountStore['byId'];
  jwtSecret: string;
  /** Epoch ms. */
  now(): number;
  /** A new uuid. */
  newId(): string;
  /** For the names of guests who chose none. */
  random: Random;
}

export interface Auth {
  /** To be mounted at `/auth`, with an error handler after it that answers Problems. */
  routes: Router;
  authenticate: Authenticate;
  mayPlay: MayPlay;
  ownerOfToken: OwnerOfToken;
  issueToken(account: Account): Promise<string>;
}

/** Who somebody is: accounts, tokens, and the routes to get them. One in a process. */
export function createAuth({ accounts, recent, jwtSecret, now, newId, random }: AuthNeeds): Auth {
  const tokens = createTokens(jwtSecret, now);
  const checked = { byId: recent ?? ((id: string) => accounts.byId(id)) };
  const authenticate = createAuthenticate({ accounts: checked, tokens, now });
  return {
    routes: authRoutes({ accounts, tokens, authenticate, newId, random, now }),
    authenticate,
    mayPlay: createMayPlay({ accounts: checked, now }),
    ownerOfToken: async (token) => (await tokens.readRunOut(token)).id,
    issueToken: (account) => tokens.issue(account),
  };
}
