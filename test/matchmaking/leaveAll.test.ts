import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { type LeaveNeeds, leaveAll } from '../../src/matchmaking/leaveAll.ts';
import type { TicketView } from '../../src/protocol/ticket.ts';

/** Leaves everything where a party, a ticket and a match are there; `failing` says what a part answers. */
async function left(failing: { ticket?: Problem; match?: Problem } = {}): Promise<string[]> {
  const done: string[] = [];
  const doing = (what: string, problem?: Problem) => async () => {
    if (problem) throw problem;
    done.push(what);
    return undefined as never;
  };
  const needs: LeaveNeeds = {
    parties: { leave: doing('party') },
    matchmaking: {
      ofPlayer: async () => ({ ticket_id: 't' }) as TicketView,
      cancel: doing('ticket', failing.ticket),
    },
    matchOf: async () => 'm',
    live: { ask: doing('match', failing.match) },
  };
  await leaveAll('ann', needs);
  return done;
}

describe('leaving everything', () => {
  it('leaves party, queue and match', async () => {
    assert.deepEqual(await left(), ['party', 'ticket', 'match']);
  });

  it('leaves what is over just now all the same', async () => {
    const ticket = new Problem(409, 'already_matched', 'You have a table already.');
    assert.deepEqual(await left({ ticket }), ['party', 'match']);
    const match = new Problem(404, 'match_not_running', 'This match is not running.');
    assert.deepEqual(await left({ match }), ['party', 'ticket']);
  });

  it('says so when something could not be left', async () => {
    const match = new Problem(503, 'retry_later', 'Not now.');
    await assert.rejects(left({ match }), { code: 'retry_later' });
  });
});
