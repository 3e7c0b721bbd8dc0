import assert from 'node:assert/strict';
import { Versions } from '../../loadtest/swarm/Versions.ts';

function versionsOf(...players: string[]) {
  const found = { lost: 0, doubled: 0 };
  const versions = new Versions(new Set(players), {
    lost: (count) => {
      found.lost += count;
    },
    doubled: () => {
      found.doubled += 1;
    },
  });
  return { versions, found };
}

describe('the versions that a swarm makes', () => {
  it('are each one player’s, whoever sees them', () => {
    const { versions, found } = versionsOf('ada', 'bob');
    versions.made(7, 'ada', 0);
    versions.saw(7, 'ada');
    versions.saw(8, 'bob');
    versions.made(8, 'bob', 0);
    assert.equal(found.doubled, 0);
    versions.made(8, 'ada', 0);
    versions.saw(7, 'bob');
    assert.deepEqual(found, { lost: 0, doubled: 2 });
  });

  it('have no gap for long', () => {
    const { versions, found } = versionsOf('ada');
    versions.made(7, 'ada', 0);
    versions.made(10, 'ada', 0);
    versions.made(8, 'ada', 4000);
    versions.made(11, 'ada', 4999);
    assert.equal(found.lost, 0);
    versions.made(12, 'ada', 5000);
    versions.made(13, 'ada', 50_000);
    assert.deepEqual(found, { lost: 1, doubled: 0 });
  });

  it('may have one where others push, or an answer did not come', () => {
    for (const excuse of ['other', 'unanswered']) {
      const { versions, found } = versionsOf('ada');
      versions.made(7, 'ada', 0);
      if (excuse === 'other') versions.saw(8, 'bob');
      else versions.unanswered();
      versions.made(9, 'ada', 0);
      versions.made(10, 'ada', 6000);
      assert.equal(found.lost, 0, excuse);
    }
  });
});
