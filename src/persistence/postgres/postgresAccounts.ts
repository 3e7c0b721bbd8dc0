import { type DataSource, IsNull, type Repository } from 'typeorm';
import type { Account, AccountStore } from '../../auth/accounts.ts';
import { Player, type PlayerRow } from '../../entities/Player.ts';
import { alreadyRegistered, emailTaken } from '../../lib/accountProblems.ts';
import { lookups } from '../../lib/lookups.ts';
import { newAccount } from '../newAccount.ts';
import { isUuid } from '../uuid.ts';
import { erasePlayer } from './erasePlayer.ts';
import { ask } from './prepared.ts';
import { brokenConstraint } from './transaction.ts';

/** As the driver gives it. */
type Found = Omit<PlayerRow, 'bannedUntil' | 'createdAt' | 'deletedAt'> & {
  bannedUntil: Date | null;
  createdAt: Date;
  deletedAt: Date | null;
};

const OF = `SELECT id, name, face, email, password_hash AS "passwordHash", banned_until AS "bannedUntil",
    ban_reason AS "banReason", token_version AS "tokenVersion", created_at AS "createdAt", deleted_at AS "deletedAt"
  FROM players WHERE id = ANY ($1::uuid[])`;

/** Accounts in Postgres. */
export class PostgresAccounts implements AccountStore {
  readonly #database: DataSource;
  readonly #players: Repository<PlayerRow>;
  readonly #now: () => number;
  /** Many come back at once when a process died. */
  readonly #lookUp = lookups(async (ids) => {
    const rows = await ask<Found>(this.#database, OF, [ids]);
    return new Map(rows.map((row) => [row.id, asRow(row)]));
  });

  constructor(database: DataSource, now: () => number = Date.now) {
    this.#database = database;
    this.#players = database.getRepository(Player);
    this.#now = now;
  }

  async create(account: Parameters<AccountStore['create']>[0]): Promise<Account> {
    const created = newAccount(account, this.#now());
    await this.#players.insert({ ...created }).catch(refuseTakenEmail);
    return created;
  }

  async byId(id: string): Promise<Account | null> {
    return isUuid(id) ? ((await this.#lookUp(id.toLowerCase())) ?? null) : null;
  }

  async byEmail(email: string): Promise<Account | null> {
    return this.#players.findOneBy({ email: email.toLowerCase() });
  }

  async update(id: string, change: Parameters<AccountStore['update']>[1]): Promise<Account | null> {
    if (!isUuid(id)) return null;
    const set = { ...change, ...(change.email ? { email: change.email.toLowerCase() } : {}) };
    if (Object.values(set).some((value) => value !== undefined)) {
      await this.#players.update({ id, deletedAt: IsNull() }, set).catch(refuseTakenEmail);
    }
    const account = await this.byId(id);
    return account?.deletedAt === null ? account : null;
  }

  async remove(id: string): Promise<void> {
    await erasePlayer(this.#database, id, this.#now());
  }

  async upgrade(id: string, to: Parameters<AccountStore['upgrade']>[1]): Promise<Account> {
    const guest = { id, passwordHash: IsNull(), deletedAt: IsNull() };
    const set = { ...to, email: to.email.toLowerCase() };
    const { affected } = await this.#players.update(guest, set).catch(refuseTakenEmail);
    const account = affected === 1 ? await this.byId(id) : null;
    if (!account) throw alreadyRegistered();
    return account;
  }
}

function asRow({ bannedUntil, createdAt, deletedAt, ...row }: Found): PlayerRow {
  return {
    ...row,
    bannedUntil: bannedUntil?.getTime() ?? null,
    createdAt: createdAt.getTime(),
    deletedAt: deletedAt?.getTime() ?? null,
  };
}

function refuseTakenEmail(error: unknown): never {
  throw brokenConstraint(error) === 'players_email' ? emailTaken() : error;
}
