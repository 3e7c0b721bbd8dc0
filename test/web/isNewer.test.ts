import assert from 'node:assert/strict';
import { isNewer } from '../../web/src/lib/isNewer.ts';

describe('isNewer', () => {
  const cases: [other: string | null, own: string, newer: boolean, why: string][] = [
    ['2-b', '1-a', true, 'other files, later'],
    ['10-b', 'z-a', true, 'times are numbers, not texts'],
    ['1-a', '2-b', false, 'a server that is not renewed yet'],
    ['2-a', '1-a', false, 'the same files, built again'],
    [null, '1-a', false, 'a server that does not say'],
    ['2-b', '', false, 'a page while it is developed'],
    ['', '1-a', false, 'nothing'],
    ['nonsense', '1-a', false, 'something else'],
    ['?-b', '1-a', false, 'no time'],
  ];
  for (const [other, own, newer, why] of cases) {
    it(`is ${newer} for ${why}`, () => assert.equal(isNewer(other, own), newer));
  }
});
