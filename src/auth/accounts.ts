/** An account as it is stored. A player's uuid never changes, whatever the account becomes. */
export interface Account {
  id: string;
  name: string;
  /** How the player wants to look; null: as goes with the id. */
  face: string | null;
  /** Lower case; null for a guest. */
  email: string | null;
  /** `<algorithm>$<salt>$<hash>` of `@colyseus/auth`; null for a guest. */
  passwordHash: string | null;
  /** Epoch ms. */
  bannedUntil: number | null;
  banReason: string | null;
  /** Tokens that carry another version are revoked. */
  tokenVersion: number;
  createdAt: number;
  /** Since when it is gone; epoch ms. What is left is an id without a name, for the records. */
  deletedAt: number | null;
}

export interface AccountStore {
  create(account: {
    id: string;
    name: string;
    face?: string | null;
    email?: string;
    passwordHash?: string;
  }): Promise<Account>;
  byId(id: string): Promise<Account | null>;
  byEmail(email: string): Promise<Account | null>;
  /** @throws Problem 409 `email_already_in_use` */
  update(
    id: string,
    change: Partial<Omit<Account, 'id' | 'createdAt' | 'deletedAt'>>,
  ): Promise<Account | null>;
  /**
   * The account is gone for good, with everything that was only its own: nobody can sign in to it, and its e-mail
   * address is free. Twice is harmless.
   */
  remove(id: string): Promise<void>;
  /**
   * Makes a guest a registered player, once: of two attempts at a time one succeeds.
   * @throws Problem 409 `email_already_in_use`, 409 `already_registered` (also when there is no such guest)
   */
  upgrade(id: string, to: { email: string; passwordHash: string; name?: string }): Promise<Account>;
}

export function isGuest(account: Account): boolean {
  return account.passwordHash === null;
}

/** Who a token says one is, checked. Whatever may change while a socket is open is asked for when it is needed. */
export interface Identity {
  id: string;
  /** Of the token that let them in: another one at the account says that it was revoked. */
  tokenVersion?: number;
  /** The token has run out: it is good for the match that the player sits in, and for nothing else. */
  runOut?: true;
}

/**
 * Checks a bearer token the same way for rooms and HTTP: signature, expiry, revocation, ban.
 * @throws Problem 401 `token_missing`, `token_invalid`, `token_expired`, `token_revoked`; 403 `banned`
 */
export type Authenticate = (token: string | undefined) => Promise<Identity>;

/**
 * As `Authenticate`, but a token that has run out lets those in who sit in this match, or without `match` in any: a
 * seat waits for its player to the end.
 */
export type AuthenticateSeated = (token: string | undefined, match?: string) => Promise<Identity>;

/**
 * Whose token this is, whether it holds still or has run out: for who shows another proof besides.
 * @throws Problem 401 `token_missing`, `token_invalid`
 */
export type OwnerOfToken = (token: string) => Promise<string>;

/**
 * Checks again whom a token let in: it may have been revoked since, or its player banned.
 * @throws Problem 401 `token_revoked`; 403 `banned`
 */
export type MayPlay = (player: string, tokenVersion?: number) => Promise<void>;
