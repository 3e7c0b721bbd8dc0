import { randomBytes } from 'node:crypto';
import { Hash } from '@colyseus/auth';
import { Problem } from '../lib/problem.ts';
import { normalPassword } from '../lib/text/credentials.ts';
import type { Account, AccountStore } from './accounts.ts';
import { refuseBanned } from './authenticate.ts';

/**
 * Checks an e-mail address with its password. An address that nobody has costs the same work as a wrong password,
 * so that the time does not tell the two apart.
 * @returns the account. Throws Problem 401 `invalid_credentials`, 403 `banned`
 */
export function createLogin(accounts: Pick<AccountStore, 'byEmail'>, now: () => number) {
  let nobodys: Promise<string> | undefined;
  return async ({ email, password }: { email: string; password: string }): Promise<Account> => {
    nobodys ??= Hash.make(randomBytes(16).toString('hex'));
    const account = await accounts.byEmail(email);
    const hash = account?.passwordHash ?? (await nobodys);
    const normal = normalPassword(password);
    // Hashes of before were made of the password as it was written.
    const right =
      (await Hash.verify(normal, hash)) || (normal !== password && (await Hash.verify(password, hash)));
    if (!account || !right) {
      throw new Problem(401, 'invalid_credentials', 'E-mail address or password is wrong.');
    }
    refuseBanned(account, now());
    return account;
  };
}
