import assert from 'node:assert/strict';
import { matchQueue } from '../../../src/matchmaking/matcher/matcher.ts';
import { defaultPolicy } from '../../../src/matchmaking/matcher/policy.ts';
import { NOW, waiting } from './queue.ts';

describe('who has few others near', () => {
  // At tables of three two of these eight are left over. Only a and b are near enough to the first.
  const line = [1_000, 1_270, 1_272, 1_280, 1_282, 1_284, 1_286, 1_288].map((mu, i) =>
    waiting('rabcdefg'.charAt(i), mu, 10),
  );
  const seated = (rare: number) => {
    const policy = { ...defaultPolicy, seats: { min: 3, max: 3 }, worth: { ...defaultPolicy.worth, rare } };
    const { matches } = matchQueue(line, [], NOW, policy, 2_000);
    assert.equal(matches.length, 2);
    return matches.some(({ tickets }) => tickets.includes('r'));
  };

  it('is seated before who has many, though that makes a wider table', () => {
    assert.equal(seated(defaultPolicy.worth.rare), true);
    assert.equal(seated(0), false);
  });
});
