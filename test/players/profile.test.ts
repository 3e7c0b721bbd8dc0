import assert from 'node:assert/strict';
import type { Account } from '../../src/auth/accounts.ts';
import { profileView } from '../../src/players/profile.ts';
import { faceOf } from '../../src/protocol/face.ts';

const account: Account = {
  id: '0190d0b8-5a5e-7cc1-b0c5-6d6f4b6f7a01',
  name: 'Ada',
  face: 'star-plum-hat',
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
      relay: { rating: { mu: 1499.6, sigma: 420.5, played: 4 }, rank: null },
      holdem: { rating: { mu: 1700.4, sigma: 90, played: 5 }, rank: 7 },
    });
    assert.deepEqual(view, {
      id: account.id,
      name: 'Ada',
      face: 'star-plum-hat',
      guest: false,
      created_at: '2026-01-02T03:04:05.000Z',
      ratings: {
        relay: { rating: 659, mu: 1499.6, sigma: 420.5, played: 4, provisional: true, rank: null },
        holdem: { rating: 1520, mu: 1700.4, sigma: 90, played: 5, provisional: false, rank: 7 },
      },
    });
  });

  it('has the face that goes with the id when none was chosen', () => {
    assert.equal(profileView({ ...account, face: null }, {}).face, faceOf(account.id));
  });

  it('tells a guest', () => {
    assert.equal(profileView({ ...account, email: null, passwordHash: null }, {}).guest, true);
  });
});
