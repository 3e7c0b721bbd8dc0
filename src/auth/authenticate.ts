import { Problem } from '../lib/problem.ts';
import { type Account, type AccountStore, type Authenticate, isGuest } from './accounts.ts';
import type { Tokens } from './tokens.ts';

interface AuthenticateNeeds {
  accounts: Pick<AccountStore, 'byId'>;
  tokens: Pick<Tokens, 'read'>;
  /** Epoch ms. */
  now(): number;
}

/** The one check of a bearer token, for rooms and HTTP. The name is the account's, not the token's. */
export function createAuthenticate({ accounts, tokens, now }: AuthenticateNeeds): Authenticate {
  return async (token) => {
    const { id, v } = await tokens.read(token);
    const account = await accounts.byId(id);
    if (account?.tokenVersion !== v) {
      throw new Problem(401, 'token_revoked', 'Your sign-in was ended. Sign in again.');
    }
    refuseBanned(account, now());
    return { id, name: account.name, guest: isGuest(account) };
  };
}

/** @throws Problem 403 `banned`, with `reason` and `until` */
export function refuseBanned(account: Account, now: number): void {
  if (account.bannedUntil === null || account.bannedUntil <= now) return;
  const until = new Date(account.bannedUntil).toISOString();
  throw new Problem(403, 'banned', `You are banned until ${until}.`, { reason: account.banReason, until });
}
