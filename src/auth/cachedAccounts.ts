import type { Account, AccountStore } from './accounts.ts';

/** Another process's change shows after so long at the latest; this one's at once. */
const KEPT_MS = 2000;
const MAX_KEPT = 10_000;

/** Told of what changed through here, before who changed it is. Must not throw. */
interface AccountListener {
  /** Another process may have it in memory. */
  changed(id: string): Promise<void>;
  /** Name or face are others. */
  renamed(id: string): Promise<void>;
  removed(id: string): Promise<void>;
}

const NOBODY: AccountListener = { changed: async () => {}, renamed: async () => {}, removed: async () => {} };

/**
 * The one door to accounts. Those that were looked at a moment ago are answered from memory by `recent`: every request
 * asks who it is from.
 */
export class CachedAccounts implements AccountStore {
  readonly #store: AccountStore;
  readonly #now: () => number;
  readonly #listener: AccountListener;
  /** Oldest first. */
  readonly #kept = new Map<string, { account: Promise<Account | null>; at: number }>();

  constructor(store: AccountStore, now: () => number, listener = NOBODY) {
    this.#store = store;
    this.#now = now;
    this.#listener = listener;
  }

  /** As it is now. */
  byId(id: string): Promise<Account | null> {
    return this.#store.byId(id);
  }

  /** As it was a moment ago. */
  async recent(id: string): Promise<Account | null> {
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

  async update(id: string, change: Parameters<AccountStore['update']>[1]): Promise<Account | null> {
    const changed = await this.#store.update(id, change).finally(() => this.forget(id));
    await this.#tell(id, change);
    return changed;
  }

  async upgrade(id: string, to: Parameters<AccountStore['upgrade']>[1]): Promise<Account> {
    const upgraded = await this.#store.upgrade(id, to).finally(() => this.forget(id));
    await this.#tell(id, to);
    return upgraded;
  }

  async remove(id: string): Promise<void> {
    await this.#store.remove(id).finally(() => this.forget(id));
    await this.#listener.changed(id);
    await this.#listener.removed(id);
  }

  /** It changed elsewhere. */
  forget(id: string): void {
    this.#kept.delete(id);
  }

  async #tell(
    id: string,
    { name, face }: { name?: string | undefined; face?: string | null | undefined },
  ): Promise<void> {
    await this.#listener.changed(id);
    if (name !== undefined || face !== undefined) await this.#listener.renamed(id);
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
