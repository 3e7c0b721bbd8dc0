import { type DataSource, IsNull, type Repository } from 'typeorm';
import type { Account, AccountStore } from '../../auth/accounts.ts';
import { Player, type PlayerRow } from '../../entities/Player.ts';
import { alreadyRegistered, emailTaken } from '../accountProblems.ts';
import { isUuid } from '../uuid.ts';
import { brokenConstraint } from './transaction.ts';

/** Accounts in Postgres. */
export class PostgresAccounts implements AccountStore {
  readonly #players: Repository<PlayerRow>;
  readonly #now: () => number;

  constructor(database: DataSource, now: () => number = Date.now) {
    this.#players = database.getRepository(Player);
    this.#now = now;
  }

  async create(account: Parameters<AccountStore['create']>[0]): Promise<Account> {
    const created: Account = {
      id: account.id,
      name: account.name,
      email: account.email?.toLowerCase() ?? null,
      passwordHash: account.passwordHash ?? null,
      bannedUntil: null,
      banReason: null,
      tokenVersion: 0,
      createdAt: this.#now(),
    };
    await this.#players.insert({ ...created }).catch(refuseTakenEmail);
    return created;
  }

  async byId(id: string): Promise<Account | null> {
    return isUuid(id) ? this.#players.findOneBy({ id }) : null;
  }

  async byEmail(email: string): Promise<Account | null> {
    return this.#players.findOneBy({ email: email.toLowerCase() });
  }

  async update(id: string, change: Parameters<AccountStore['update']>[1]): Promise<Account | null> {
    if (!isUuid(id)) return null;
    const set = { ...change, ...(change.email ? { email: change.email.toLowerCase() } : {}) };
    if (Object.values(set).some((value) => value !== undefined)) {
      await this.#players.update({ id }, set).catch(refuseTakenEmail);
    }
    return this.byId(id);
  }

  async upgrade(id: string, to: Parameters<AccountStore['upgrade']>[1]): Promise<Account> {
    const guest = { id, passwordHash: IsNull() };
    const set = { ...to, email: to.email.toLowerCase() };
    const { affected } = await this.#players.update(guest, set).catch(refuseTakenEmail);
    const account = affected === 1 ? await this.byId(id) : null;
    if (!account) throw alreadyRegistered();
    return account;
  }
}

function refuseTakenEmail(error: unknown): never {
  throw brokenConstraint(error) === 'players_email' ? emailTaken() : error;
}
