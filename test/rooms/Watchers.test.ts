import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { Watchers } from '../../src/rooms/Watchers.ts';

const client = (sessionId: string) => ({ sessionId });

describe('watchers', () => {
  it('have one place per player, which the newest session takes', () => {
    const watchers = new Watchers();
    const first = client('s1');
    assert.equal(watchers.enter('ann', first), null);
    assert.equal(watchers.enter('ann', client('s2')), first);
    assert.equal(watchers.size, 1);
  });

  it('are counted right, whatever leaves twice or late', () => {
    const watchers = new Watchers();
    watchers.enter('ann', client('s1'));
    watchers.enter('ann', client('s2'));
    watchers.enter('bob', client('s3'));
    assert.equal(watchers.leave('ann', 's1'), false, 'it was replaced');
    assert.deepEqual([watchers.leave('bob', 's3'), watchers.leave('bob', 's3')], [true, false]);
    assert.equal(watchers.size, 1);
  });

  it('give a session its place again when it comes back', () => {
    const watchers = new Watchers();
    watchers.enter('ann', client('s1'));
    assert.equal(watchers.enter('ann', client('s1')), null);
    assert.equal(watchers.size, 1);
  });

  it('are 100 at most; who has a place keeps it', () => {
    const watchers = new Watchers();
    for (let i = 0; i < 100; i++) watchers.enter(`player ${i}`, client(`s${i}`));
    const full = (error: unknown) => error instanceof Problem && error.code === 'too_many_spectators';
    assert.throws(() => watchers.enter('late', client('late')), full);
    assert.ok(watchers.enter('player 7', client('again')));
    watchers.leave('player 8', 's8');
    assert.equal(watchers.enter('late', client('late')), null);
    assert.equal(watchers.size, 100);
  });
});
