import assert from 'node:assert/strict';
import sinon from 'sinon';
import { onPreferences, prefer, preferences } from '../../web/src/session/preferences.ts';

describe('what a player chose for this browser', () => {
  const dataset: Record<string, string> = {};
  const page = globalThis as { document?: unknown };
  before(() => {
    page.document = { documentElement: { dataset } };
  });
  after(() => {
    delete page.document;
  });

  it('is shown and told at once', () => {
    const told = sinon.fake();
    const stop = onPreferences(told);

    prefer({ theme: 'dark', motion: 'less' });
    stop();
    prefer({ theme: 'system' });

    assert.equal(told.callCount, 1);
    assert.deepEqual(dataset, { motion: 'less' });
    assert.equal(preferences().theme, 'system');
  });

  it('keeps as many muted players as the server does, the latest', () => {
    const muted = Array.from({ length: 130 }, (_, i) => ({ id: `p${i}`, name: `P${i}` }));

    prefer({ muted });

    assert.equal(preferences().muted.length, 100);
    assert.equal(preferences().muted.at(-1)?.id, 'p129');
  });
});
