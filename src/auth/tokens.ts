import { createSecretKey } from 'node:crypto';
import { JWT } from '@colyseus/auth';
import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { type Account, isGuest } from './accounts.ts';

/** Tokens of guests and of registered players last 30 days. */
export const TOKEN_LIFE_S = 30 * 24 * 60 * 60;
/** One that lasts so much shorter than a new one is renewed by a visit. */
const RENEWED_AFTER_S = 24 * 60 * 60;
/** Ours have some 300 characters; longer ones are not looked at. */
const MAX_TOKEN_LENGTH = 4096;
const ALGORITHM = 'HS256';
/** Tokens that are known, some 300 bytes each. */
const MAX_KNOWN = 10_000;

/** What a token says. Nothing in it comes from a client's options. */
const claims = z.object({
  id: z.uuid(),
  name: z.string(),
  guest: z.boolean(),
  /** The account's `tokenVersion`. */
  v: z.int(),
  iat: z.number(),
  exp: z.number(),
});

type Claims = z.infer<typeof claims>;

export interface Tokens {
  issue(account: Account): Promise<string>;
  /** @throws Problem 401 `token_missing`, `token_invalid`, `token_expired` */
  read(token: string | undefined): Promise<Claims>;
  /** A new token in place of one that was read, when a day or more of it is gone; otherwise undefined. */
  renew(account: Account, old: Pick<Claims, 'exp'>): Promise<string> | undefined;
  /** As `read`, also when it has run out. */
  readRunOut(token: string | undefined): Promise<Claims>;
}

/**
 * Signs and checks tokens with `@colyseus/auth`, whose settings are the process's: there is one secret.
 * @param now epoch ms
 */
export function createTokens(secret: string, now: () => number): Tokens {
  const seconds = () => Math.floor(now() / 1000);
  // As a key: of a text, each check would first try to read a public key, which takes 40 times as long.
  JWT.settings.secret = createSecretKey(Buffer.from(secret)) as unknown as string;
  JWT.settings.verify = {
    algorithms: [ALGORITHM],
    get clockTimestamp() {
      return seconds();
    },
  };
  /**
   * Tokens whose signature was checked, the one that was used longest ago first: a join shows the same one four times.
   */
  const known = new Map<string, Claims>();

  async function read(token: string | undefined, ignoreExpiration: boolean): Promise<Claims> {
    if (!token) throw new Problem(401, 'token_missing', 'Sign in first.');
    if (token.length > MAX_TOKEN_LENGTH) throw invalid();
    const read = known.get(token) ?? (await verified(token));
    keep(token, read);
    if (!ignoreExpiration && read.exp <= seconds()) throw expired();
    return { ...read };
  }

  function keep(token: string, said: Claims): void {
    known.delete(token);
    known.set(token, said);
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  }

  /** What a token of ours says, whether it holds still or has run out. */
  async function verified(token: string): Promise<Claims> {
    const payload: unknown = await JWT.verify(token, {
      ...JWT.settings.verify,
      ignoreExpiration: true,
    }).catch(() => {
      throw invalid();
    });
    const parsed = claims.safeParse(payload);
    if (!parsed.success) throw invalid();
    return parsed.data;
  }

  async function issue(account: Account): Promise<string> {
    const { id, name, tokenVersion: v } = account;
    const iat = seconds();
    const payload: Claims = { id, name, guest: isGuest(account), v, iat, exp: iat + TOKEN_LIFE_S };
    const token = await JWT.sign(payload);
    keep(token, payload);
    return token;
  }

  return {
    issue,
    renew: (account, { exp }) =>
      exp - seconds() <= TOKEN_LIFE_S - RENEWED_AFTER_S ? issue(account) : undefined,
    read: (token) => read(token, false),
    readRunOut: (token) => read(token, true),
  };
}

function expired(): Problem {
  return new Problem(401, 'token_expired', 'Your sign-in has run out. Sign in again.');
}

function invalid(): Problem {
  return new Problem(401, 'token_invalid', 'This is no token of ours.');
}
