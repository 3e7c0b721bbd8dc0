import type { Account, AccountStore } from './accounts.ts';

/** Another process's change shows after so long at the latest; this one's at once. */
const KEPT_MS = 2000;
const MAX_KEPT = 10_000;

/** Accounts that were asked for by id a moment ago are answered from memory: every request asks who it is from. */
export class CachedAccounts implements AccountStore {
  readonly #store: AccountStore;
  readonly #now: () => number;
  /** Oldest first. */
  readonly #kept = new Map<string, { account: Promise<Account | null>; at: number }>();

  constructor(store: AccountStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  async byId(id: string): Promise<Account | null> {
    const kept = this.#kept.get(id);
    const account = kept && this.#now() - kept.at < KEPT_MS ? kept.account : this.#fetch(id);
    const found = await account;
    return found && { ...found };
  }

  byEmail(email: string): Promise<Account | null> {
    return this.#store.byEmail(email);
  }

  create(account: Parameters<AccountStore['create']>[0]): Promise<Account> {
    return this.#store.create(account).finally(() => this.#kept.delete(account.id));
  }

  update(id: string, change: Parameters<AccountStore['update']>[1]): Promise<Account | null> {
    return this.#store.update(id, change).finally(() => this.#kept.delete(id));
  }

  upgrade(id: string, to: Parameters<AccountStore['upgrade']>[1]): Promise<Account> {
    return this.#store.upgrade(id, to).finally(() => this.#kept.delete(id));
  }

  #fetch(id: string): Promise<Account | null> {
    const account = this.#store.byId(id);
    this.#kept.delete(id);
    this.#kept.set(id, { account, at: this.#now() });
    account.catch(() => this.#kept.delete(id));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) break;
      this.#kept.delete(oldest);
    }
    return account;
  }
}
