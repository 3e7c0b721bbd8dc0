import assert from 'node:assert/strict';
import { outageTold } from '../../web/src/components/outage.ts';

describe('what is told of an outage', () => {
  it('says that a restart is short, when the server said that it is one', () => {
    assert.match(outageTold(true, 3), /restarts and is back in a few seconds/);
    assert.match(outageTold(false, 3), /out of reach/);
  });

  it('says when it takes longer than usual', () => {
    assert.match(outageTold(true, 40), /longer than usual/);
  });

  it('always says that nothing is lost', () => {
    for (const told of [outageTold(true, 3), outageTold(false, 3), outageTold(true, 40)])
      assert.match(told, /Nothing is lost/);
  });
});
