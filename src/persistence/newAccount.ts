import type { Account, AccountStore } from '../auth/accounts.ts';

/** An account as it is at first. */
export function newAccount(from: Parameters<AccountStore['create']>[0], now: number): Account {
  return {
    id: from.id,
    name: from.name,
    face: from.face ?? null,
    email: from.email?.toLowerCase() ?? null,
    passwordHash: from.passwordHash ?? null,
    bannedUntil: null,
    banReason: null,
    tokenVersion: 0,
    createdAt: now,
    deletedAt: null,
  };
}
