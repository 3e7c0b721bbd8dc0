import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { lookups } from '../../src/lib/lookups.ts';

describe('lookups', () => {
  it('look once for all that is asked in a turn, and for what is asked meanwhile with the next', async () => {
    const looks: { keys: readonly string[]; end(): void }[] = [];
    const lookUp = lookups<string>((keys) => {
      const { promise, resolve } = Promise.withResolvers<Map<string, string>>();
      const end = () =>
        resolve(new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key}!`])));
      looks.push({ keys, end });
      return promise;
    });
    const found = [lookUp('a'), lookUp('b'), lookUp('a'), lookUp('nobody')];
    await turn();
    found.push(lookUp('a'));
    await turn();
    assert.deepEqual(
      looks.map(({ keys }) => keys),
      [['a', 'b', 'nobody']],
    );
    looks[0]?.end();
    await Promise.all(found.slice(0, 4));
    while (looks.length < 2) await turn(); // a few ms after the first began
    assert.deepEqual(looks[1]?.keys, ['a'], 'what was read before it was asked for is no answer');
    looks[1]?.end();
    assert.deepEqual(await Promise.all(found), ['a!', 'b!', 'a!', undefined, 'a!']);
  });
});
