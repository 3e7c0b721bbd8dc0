import { randomBytes } from 'node:crypto';
import { Hash } from '@colyseus/auth';
import { Problem } from '../lib/problem.ts';
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
    const right = await Hash.verify(password, account?.passwordHash ?? (await nobodys));
    if (!account || !right) {
      throw new Problem(401, 'invalid_credentials', 'E-mail address or password is wrong.');
    }
    refuseBanned(account, now());
    return account;
  };
}
