import { Problem } from '../lib/problem.ts';
import type { MatchOf } from '../match/matchOf.ts';
import type { Account, AccountStore, Authenticate, AuthenticateSeated, MayPlay } from './accounts.ts';
import type { Tokens } from './tokens.ts';

interface AuthenticateNeeds {
  accounts: Pick<AccountStore, 'byId'>;
  tokens: Pick<Tokens, 'read'>;
  /** Epoch ms. */
  now(): number;
}

/** The one check of a bearer token, for rooms and HTTP. */
export function createAuthenticate({ accounts, tokens, now }: AuthenticateNeeds): Authenticate {
  return async (token) => {
    const { id, v } = await tokens.read(token);
    const account = refuseRevoked(await accounts.byId(id), v);
    refuseBanned(account, now());
    return { id, tokenVersion: v };
  };
}

/** As `createAuthenticate`, but whose token has run out is let into the match that they are in. */
export function createAuthenticateSeated(
  needs: AuthenticateNeeds & { tokens: Pick<Tokens, 'readRunOut'> },
  matchOf: MatchOf,
): AuthenticateSeated {
  const authenticate = createAuthenticate(needs);
  const { accounts, tokens, now } = needs;
  const runOut = createAuthenticate({ accounts, now, tokens: { read: tokens.readRunOut } });
  return async (token, match) => {
    try {
      return await authenticate(token);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'token_expired') throw error;
      const player = await runOut(token);
      const seatedIn = await matchOf(player.id);
      if (seatedIn === null || (match !== undefined && match !== seatedIn)) throw error;
      return { ...player, runOut: true };
    }
  };
}

/** The check of those who were let in and stay, or come back without a token. */
export function createMayPlay({ accounts, now }: Pick<AuthenticateNeeds, 'accounts' | 'now'>): MayPlay {
  return async (player, tokenVersion) => {
    refuseBanned(refuseRevoked(await accounts.byId(player), tokenVersion), now());
  };
}

/** @throws Problem 401 `token_revoked` */
function refuseRevoked(account: Account | null, version = account?.tokenVersion): Account {
  if (account?.deletedAt === null && account.tokenVersion === version) return account;
  throw new Problem(401, 'token_revoked', 'Your sign-in was ended. Sign in again.');
}

/** @throws Problem 403 `banned`, with `reason` and `until` */
export function refuseBanned(account: Account, now: number): void {
  if (account.bannedUntil === null || account.bannedUntil <= now) return;
  const until = new Date(account.bannedUntil).toISOString();
  throw new Problem(403, 'banned', `You are banned until ${until}.`, { reason: account.banReason, until });
}
