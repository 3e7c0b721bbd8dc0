import type { Account, AccountStore } from '../../../src/auth/accounts.ts';
import { alreadyRegistered, emailTaken } from '../../../src/lib/accountProblems.ts';
import { NAMELESS } from '../../../src/lib/nameless.ts';
import { newAccount } from '../../../src/persistence/newAccount.ts';

/** Accounts of one process: gone with it. */
export class MemoryAccounts implements AccountStore {
  readonly #accounts = new Map<string, Account>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async create(account: Parameters<AccountStore['create']>[0]): Promise<Account> {
    if (this.#accounts.has(account.id)) throw new Error(`accounts: ${account.id} is there already`);
    const created = newAccount(account, this.#now());
    this.#refuseTaken(created);
    this.#accounts.set(created.id, created);
    return { ...created };
  }

  async byId(id: string): Promise<Account | null> {
    const account = this.#accounts.get(id);
    return account ? { ...account } : null;
  }

  async byEmail(email: string): Promise<Account | null> {
    const account = this.#withEmail(email.toLowerCase());
    return account ? { ...account } : null;
  }

  async update(id: string, change: Parameters<AccountStore['update']>[1]): Promise<Account | null> {
    const account = this.#accounts.get(id);
    if (!account || account.deletedAt !== null) return null;
    const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const changed: Account = { ...account, ...set };
    changed.email = changed.email?.toLowerCase() ?? null;
    this.#refuseTaken(changed);
    this.#accounts.set(id, changed);
    return { ...changed };
  }

  async remove(id: string): Promise<void> {
    const account = this.#accounts.get(id);
    if (!account || account.deletedAt !== null) return;
    const nobodys = { face: null, email: null, passwordHash: null, bannedUntil: null, banReason: null };
    const tokenVersion = account.tokenVersion + 1;
    this.#accounts.set(id, { ...account, ...nobodys, name: NAMELESS, tokenVersion, deletedAt: this.#now() });
  }

  async upgrade(id: string, to: Parameters<AccountStore['upgrade']>[1]): Promise<Account> {
    const guest = this.#accounts.get(id);
    const upgraded =
      guest?.passwordHash === null && guest.deletedAt === null ? await this.update(id, to) : null;
    if (!upgraded) throw alreadyRegistered();
    return upgraded;
  }

  #withEmail(email: string): Account | undefined {
    return [...this.#accounts.values()].find((account) => account.email === email);
  }

  #refuseTaken({ id, email }: Account): void {
    const holder = email === null ? undefined : this.#withEmail(email);
    if (holder && holder.id !== id) throw emailTaken();
  }
}
