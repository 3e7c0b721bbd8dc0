import assert from 'node:assert/strict';
import { NotNow, patiently } from '../../loadtest/swarm/patiently.ts';
import { atRate } from '../../loadtest/swarm/schedule.ts';

const middle = { between: (from: number, to: number) => (from + to) / 2 };

/** Asks with these answers, one after the other. */
function asking(answers: (string | Error)[], tries: number) {
  const waits: number[] = [];
  const refused: string[] = [];
  const asked = patiently(
    async () => {
      const answer = answers.shift() as string | Error;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    {
      tries,
      random: middle,
      signal: new AbortController().signal,
      again: ({ message }) => refused.push(message),
      wait: async (ms) => void waits.push(ms),
    },
  );
  return { asked, waits, refused };
}

describe('a player of the swarm', () => {
  it('asks again what is refused for now, later and later and not before it may', async () => {
    const { asked, waits, refused } = asking([new NotNow('full', 2000), new NotNow('reset'), 'in'], 3);
    assert.equal(await asked, 'in');
    assert.deepEqual(refused, ['full', 'reset']);
    assert.deepEqual(waits, [2375, 750]);
  });

  it('gives up what is refused for good, and what is refused too often', async () => {
    const banned = asking([new Error('banned'), 'in'], 3);
    await assert.rejects(banned.asked, /banned/);
    assert.deepEqual(banned.refused, []);
    const full = asking([new NotNow('full'), new NotNow('full'), 'in'], 2);
    await assert.rejects(full.asked, /full/);
    assert.deepEqual(full.refused, ['full']);
  });
});

describe('what is done at a rate', () => {
  it('waits when too much is under way, and goes on with each that ends', async () => {
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    const { signal } = new AbortController();
    let over = false;
    const all = atRate(5, { perSecond: 1e9, atOnce: 2, signal }, (index) => {
      begun.push(index);
      return new Promise((resolve) => ends.push(resolve));
    }).then(() => {
      over = true;
    });
    await turn();
    assert.deepEqual(begun, [0, 1]);
    ends[0]?.();
    await turn();
    assert.deepEqual(begun, [0, 1, 2]);
    for (let i = 1; i < 4; i++) {
      ends[i]?.();
      await turn();
    }
    assert.deepEqual(begun, [0, 1, 2, 3, 4]);
    assert.equal(over, false, 'the last one is not');
    ends[4]?.();
    await all;
  });
});
