import assert from 'node:assert/strict';
import type { Account } from '../../src/auth/accounts.ts';
import { profileView } from '../../src/players/profile.ts';

const account: Account = {
  id: '0190d0b8-5a5e-7cc1-b0c5-6d6f4b6f7a01',
  name: 'Ada',
  email: 'ada@example.com',
  passwordHash: 'scrypt$aa$bb',
  bannedUntil: null,
  banReason: null,
  tokenVersion: 3,
  createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  deletedAt: null,
};

describe('a profile', () => {
  it('shows who somebody is and how strong, and nothing private', () => {
    const view = profileView(account, {
      relay: { mu: 1499.6, sigma: 420.5, played: 4 },
      holdem: { mu: 1700.4, sigma: 90, played: 5 },
    });
    assert.deepEqual(view, {
      id: account.id,
      name: 'Ada',
      guest: false,
      created_at: '2026-01-02T03:04:05.000Z',
      ratings: {
        relay: { rating: 1500, sigma: 420.5, played: 4, provisional: true },
        holdem: { rating: 1700, sigma: 90, played: 5, provisional: false },
      },
    });
  });

  it('tells a guest', () => {
    assert.equal(profileView({ ...account, email: null, passwordHash: null }, {}).guest, true);
  });
});
