import { isUnavailable } from '../lib/unavailable.ts';
import { within } from '../lib/within.ts';
import type { Account, AccountStore } from './accounts.ts';

/** Another process's change shows after so long at the latest; this one's at once. */
const KEPT_MS = 2000;
const MAX_KEPT = 10_000;
/** The store is waited for so long, and less where an older answer does while it is away. */
const ANSWER_MS = 2000;
const KNOWN_ANSWER_MS = 500;
/**
 * While the store is away an account is as it was at most so long ago: nobody can be banned or signed out meanwhile.
 */
const TRUSTED_MS = 10 * 60_000;

/** What the store was asked last. */
interface Kept {
  account: Promise<Account | null>;
  at: number;
  /** What it answered last. */
  known: { account: Account | null; at: number } | null;
}

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
 * asks who it is from. While the store does not answer, who was let in before is let in again.
 */
export class CachedAccounts implements AccountStore {
  readonly #store: AccountStore;
  readonly #now: () => number;
  readonly #listener: AccountListener;
  /** Oldest first. */
  readonly #kept = new Map<string, Kept>();

  constructor(store: AccountStore, now: () => number, listener = NOBODY) {
    this.#store = store;
    this.#now = now;
    this.#listener = listener;
  }

  /** As it is now. */
  byId(id: string): Promise<Account | null> {
    return this.#store.byId(id);
  }

  /** As it was a moment ago, or while the store is away some minutes ago. @throws Error when it is, and nobody knows */
  async recent(id: string): Promise<Account | null> {
    const before = this.#kept.get(id);
    const kept = before && this.#now() - before.at < KEPT_MS ? before : this.#fetch(id, before?.known);
    let found: Account | null;
    try {
      found = await within(kept.known ? KNOWN_ANSWER_MS : ANSWER_MS, kept.account);
    } catch (error) {
      const known = this.#kept.get(id)?.known; // none when it changed elsewhere meanwhile
      if (!known || !isUnavailable(error) || this.#now() - known.at >= TRUSTED_MS) throw error;
      found = known.account;
    }
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

  #fetch(id: string, known: Kept['known'] = null): Kept {
    const kept: Kept = { account: this.#store.byId(id), at: this.#now(), known };
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    kept.account.then(
      (account) => {
        kept.known = { account, at: kept.at };
      },
      () => {
        kept.at = Number.NEGATIVE_INFINITY; // it is asked again
      },
    );
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) break;
      this.#kept.delete(oldest);
    }
    return kept;
  }
}
