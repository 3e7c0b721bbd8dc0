import assert from 'node:assert/strict';
import { knownOf, newNotification } from '../../src/push/requests.ts';

describe('where a client says that it was', () => {
  it('is what it says', () => {
    assert.deepEqual(knownOf({ epoch: 'one', after: 3, more: true }), { epoch: 'one', after: 3 });
    for (const nothing of [undefined, null, {}, 5, 'x', { epoch: null, after: null }])
      assert.equal(knownOf(nothing), null);
  });

  it('is nowhere when it cannot be read: then it is told to ask for everything', () => {
    const unreadable = [
      { epoch: 'one' },
      { after: 3 },
      { epoch: 'one', after: -1 },
      { epoch: 'one', after: 1.5 },
      { epoch: 'one', after: '3' },
      { epoch: 'one', after: 2 ** 60 },
      { epoch: 1, after: 3 },
      { epoch: 'x'.repeat(65), after: 3 },
    ];
    for (const options of unreadable) assert.deepEqual(knownOf(options), { epoch: '', after: 0 });
  });
});

describe('what an operator wants to tell', () => {
  const takes = (data: unknown) =>
    newNotification.safeParse({ audience: { all: true }, title: 'Hello', data }).success;

  it('has data of at most 4 kB, in bytes', () => {
    const around = JSON.stringify({ x: '' }).length;
    assert.equal(takes({ x: 'a'.repeat(4096 - around) }), true);
    assert.equal(takes({ x: 'a'.repeat(4097 - around) }), false);
    assert.equal(takes({ x: 'ä'.repeat(2048) }), false);
  });
});
