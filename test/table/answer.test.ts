import assert from 'node:assert/strict';
import type { Problem } from '../../src/lib/problem.ts';
import { answer } from '../../src/table/answer.ts';
import { tableFixture } from '../support/hostedToy.ts';

describe('what a table is asked', () => {
  it('is refused with a code when only a newer process knows it, and never by what every object has', async () => {
    const { table } = await tableFixture();
    const needs = { shownAs: async () => undefined, watchers: () => [] };
    for (const ask of ['dance', 'toString', 'constructor', '__proto__'])
      await assert.rejects(answer(table as never, { ask } as never, needs), ({ status, code }: Problem) => {
        assert.deepEqual([status, code], [501, 'not_known_here']);
        return true;
      });
  });
});
