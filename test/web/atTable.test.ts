import assert from 'node:assert/strict';
import { atTable } from '../../web/src/components/atTable.ts';

describe('being at a table', () => {
  it('is to play, to watch, or to see a replay', () => {
    for (const place of ['/table/m', '/watch/m', '/replay/m']) assert.equal(atTable(place), true, place);
    for (const place of ['/', '/play', '/watch', '/matches/m', '/me'])
      assert.equal(atTable(place), false, place);
  });
});
