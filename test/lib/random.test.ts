import assert from 'node:assert/strict';
import { Random } from '../../src/lib/random.ts';

describe('Random', () => {
  it('gives equal sequences for equal seeds, others for others', () => {
    const draw = (seed: string) =>
      Array.from({ length: 20 }, Random.prototype.uint32.bind(Random.seeded(seed)));
    assert.deepEqual(draw('a'), draw('a'));
    assert.notDeepEqual(draw('a'), draw('b'));
  });

  it('goes on from its stored state', () => {
    const random = Random.seeded('seed');
    for (let i = 0; i < 100; i++) random.uint32();
    const resumed = Random.resume(JSON.parse(JSON.stringify(random.state)));
    assert.deepEqual([resumed.uint32(), resumed.float()], [random.uint32(), random.float()]);
  });

  it('draws every number of a range about equally often', () => {
    const random = Random.seeded('dice');
    const counts = [0, 0, 0, 0, 0, 0, 0];
    const rolls = 70_000;
    for (let i = 0; i < rolls; i++) counts[random.int(0, 6)]! += 1;
    const expected = rolls / 7;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    assert.ok(chiSquare < 22.5, `chi-square ${chiSquare} of 6 degrees of freedom`); // p = 0.001
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 52 }, (_, i) => i);
    const shuffled = Random.seeded('deck').shuffle(items);
    assert.notDeepEqual(shuffled, items);
    assert.deepEqual(
      [...shuffled].sort((a, b) => a - b),
      items,
    );
  });
});
