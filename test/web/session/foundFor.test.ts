import assert from 'node:assert/strict';
import { foundFor } from '../../../web/src/session/foundFor.ts';

describe('what was found', () => {
  const [first, second] = [async () => 1, async () => 2];

  it('stays while the same is asked again, and is nothing for another question', () => {
    const found = { of: first, value: 1, message: null };
    assert.deepEqual(foundFor(first, found), { value: 1, message: null });
    assert.deepEqual(foundFor(second, found), { value: null, message: null });
    assert.deepEqual(foundFor(null, found), { value: null, message: null });
    const why = { of: first, value: null, message: 'Not now.' };
    assert.deepEqual(foundFor(first, why), { value: null, message: 'Not now.' });
    assert.deepEqual(foundFor(second, why), { value: null, message: null });
  });
});
