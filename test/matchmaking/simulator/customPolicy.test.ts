import assert from 'node:assert/strict';
import { defaultPolicy } from '../../../src/matchmaking/matcher/policy.ts';
import { customPolicy } from '../../../src/matchmaking/simulator/customPolicy.ts';

describe('a policy from a file', () => {
  const changed = (changes: unknown) => customPolicy(defaultPolicy, JSON.stringify(changes));

  it('is the default one with what is said to be different', () => {
    const policy = changed({ window: { wider: 3 } });
    assert.deepEqual(policy, { ...defaultPolicy, window: { ...defaultPolicy.window, wider: 3 } });
  });

  it('has as many aims as are said, each with what is different', () => {
    const [first, second] = defaultPolicy.aims;
    assert.deepEqual(changed({ aims: [{ window: 200 }, {}] }).aims, [{ ...first, window: 200 }, second]);
    const five = changed({ aims: [{}, {}, {}, {}, { everyMs: 60_000 }] }).aims;
    assert.deepEqual(five.at(-1), { ...defaultPolicy.aims.at(-1), everyMs: 60_000 });
  });

  it('names what a policy does not have, or what is of another kind', () => {
    assert.throws(() => changed({ window: { start: 300 } }), /no policy\.window\.start/);
    assert.throws(() => changed({ aims: { window: 200 } }), /policy\.aims is a list/);
    assert.throws(() => changed({ aims: [] }), /policy\.aims is a list/);
    assert.throws(() => changed({ aims: [{ everyMs: 500 }, {}] }), /from fast to slow/);
    assert.throws(() => changed({ aims: [{ window: 'wide' }] }), /policy\.aims\[0\]\.window is a number/);
  });
});
