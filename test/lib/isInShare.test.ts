import assert from 'node:assert/strict';
import { isInShare } from '../../src/lib/isInShare.ts';
import { Random } from '../../src/lib/random.ts';

describe('a share of ids', () => {
  const random = Random.seeded('shares');
  const ids = Array.from({ length: 5000 }, () => String(random.float()));

  it('is as large as it says, nobody at 0 and everybody at 100', () => {
    for (const percent of [0, 1, 25, 50, 99, 100]) {
      const share = ids.filter((id) => isInShare(id, percent)).length / ids.length;
      assert.ok(Math.abs(share - percent / 100) < 0.02, `${share} for ${percent} %`);
    }
    assert.ok(ids.every((id) => !isInShare(id, 0) && isInShare(id, 100)));
  });

  it('has the same ones each time, and all of a smaller share', () => {
    for (const id of ids) {
      assert.equal(isInShare(id, 30), isInShare(id, 30));
      if (isInShare(id, 10)) assert.ok(isInShare(id, 11) && isInShare(id, 60));
    }
  });
});
