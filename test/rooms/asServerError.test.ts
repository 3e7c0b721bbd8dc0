import assert from 'node:assert/strict';
import type { AuthContext } from '@colyseus/core';
import { Problem } from '../../src/lib/problem.ts';
import { authenticateClient } from '../../src/rooms/admission.ts';
import { plentyOfBudget } from '../support/budgets.ts';

describe('who joins', () => {
  it('is told to come again while accounts do not answer, what it did wrong, and of our own failures nothing', async () => {
    const told: [Error, code: number, text: RegExp][] = [
      [new Error('no answer within 2000 ms'), 503, /^retry_later: /],
      [new Problem(403, 'banned', 'You are banned.'), 403, /^banned: You are banned\.$/],
      [new Error('the secret is 7'), 500, /^internal: [^7]*$/],
    ];
    for (const [error, code, message] of told) {
      const authenticate = () => Promise.reject(error);
      const joining = authenticateClient(
        { authenticate, budgets: plentyOfBudget() },
        'token',
        {} as AuthContext,
        {},
      );
      await assert.rejects(joining, { code, message });
    }
  });
});
