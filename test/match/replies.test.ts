import assert from 'node:assert/strict';
import { type Answered, Replies } from '../../src/match/replies.ts';

const done = (request_id: string): Answered => ({ reply: { request_id, version: 1 }, seq: 1 });
const refused = (request_id: string): Answered => ({
  reply: { request_id, code: 'no', message: 'No.' },
  seq: 0,
});

describe('remembered replies', () => {
  it('are found by player and request', () => {
    const replies = new Replies();
    replies.keep('ann', done('r1'));
    replies.keep('ann', refused('r2'));
    assert.deepEqual(replies.find('ann', 'r1'), done('r1'));
    assert.deepEqual(replies.find('ann', 'r2'), refused('r2'));
    assert.equal(replies.find('bob', 'r1'), undefined);
    assert.equal(replies.find('ann', 'constructor'), undefined);
    assert.deepEqual([replies.accepted('ann'), replies.accepted('bob')], [1, 0]);
  });

  it('of refusals are forgotten, the oldest first; those of what was done are not', () => {
    const replies = new Replies();
    replies.keep('ann', done('first'));
    for (let i = 0; i < 200; i++) replies.keep('ann', refused(`r${i}`));
    assert.deepEqual(replies.find('ann', 'first'), done('first'));
    assert.equal(replies.find('ann', 'r135'), undefined);
    assert.deepEqual(replies.find('ann', 'r136'), refused('r136'));
  });
});
