import assert from 'node:assert/strict';
import { Heads } from '../../src/push/Heads.ts';

const MINUTE_MS = 60_000;

describe('how far the list was', () => {
  it('is known of what was noted, as far as no clock can say otherwise', () => {
    const heads = new Heads();
    assert.equal(heads.before(Infinity), 0);
    heads.note(1000, 5);
    heads.note(2000, 9);
    assert.equal(heads.before(MINUTE_MS), 0, 'another clock may be a minute ahead');
    assert.equal(heads.before(1000 + MINUTE_MS), 5);
    assert.equal(heads.before(5000 + MINUTE_MS), 9);
    heads.note(1500, 12);
    assert.equal(heads.before(1700 + MINUTE_MS), 5, 'a clock that was set back notes nothing');
    heads.clear();
    assert.equal(heads.before(Infinity), 0);
  });

  it('is forgotten when nobody looks so far back', () => {
    const heads = new Heads();
    for (let minute = 0; minute < 60; minute++) heads.note(minute * MINUTE_MS, minute + 1);
    assert.equal(heads.before(40 * MINUTE_MS), 0);
    assert.equal(heads.before(50 * MINUTE_MS), 50);
  });
});
