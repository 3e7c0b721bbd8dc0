import assert from 'node:assert/strict';
import type { TicketView } from '../../client/Queue.ts';
import { endedWhy } from '../../web/src/queue/endedWhy.ts';

const ticket = (about: Partial<TicketView>) =>
  ({ party: null, cool_down_until: null, why: 'You did not answer.', ...about }) as TicketView;

describe('why a ticket ended', () => {
  it('is what the server says of one who is alone, or who did it', () => {
    assert.equal(endedWhy(ticket({})), 'You did not answer.');
    const until = '2030-01-01T00:00:30.000Z';
    assert.equal(endedWhy(ticket({ party: 'p', cool_down_until: until })), 'You did not answer.');
  });

  it('is who did it, for the others of a party', () => {
    assert.equal(endedWhy(ticket({ party: 'p', why: 'Ada stopped the search.' })), 'Ada stopped the search.');
    const why = 'You did not take the seat that was proposed.';
    assert.match(endedWhy(ticket({ party: 'p', why })), /^Your party is out of the queue/);
  });
});
