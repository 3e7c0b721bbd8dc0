import assert from 'node:assert/strict';
import { FAULTS } from '../../scripts/drill/faults.ts';
import { usualFaults, whyNot } from '../../scripts/drill/schedule.ts';

describe('the faults of a drill', () => {
  const all = Object.keys(FAULTS);

  it('are all that tell something', () => {
    assert.deepEqual(usualFaults({}, true), all);
    assert.deepEqual(
      usualFaults({}, false),
      all.filter((fault) => fault !== 'dark'),
    );
    assert.deepEqual(
      usualFaults({ lasts: 60 }, true),
      all.filter((fault) => fault !== 'postgres_end'),
    );
  });

  it('are refused with the reason when they tell nothing', () => {
    assert.match(whyNot('dark', {}, false) ?? '', /Redis keeps no file/);
    assert.match(whyNot('postgres_end', { lasts: 60 }, true) ?? '', /brin.* to their ends/);
    assert.equal(whyNot('dark', {}, true), undefined);
  });
});
