import assert from 'node:assert/strict';
import sinon from 'sinon';
import { onPreferences, prefer, preferences, readPreferences } from '../../web/src/session/preferences.ts';

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

    prefer({ theme: 'dark', motion: 'less', deck: 'two' });
    stop();
    prefer({ theme: 'system' });

    assert.equal(told.callCount, 1);
    assert.deepEqual(dataset, { motion: 'less', deck: 'two' });
    assert.equal(preferences().theme, 'system');
  });

  it('keeps as many muted players as the server does, the latest', () => {
    const muted = Array.from({ length: 230 }, (_, i) => ({ id: `p${i}`, name: `P${i}` }));

    prefer({ muted });

    assert.equal(preferences().muted.length, 200);
    assert.equal(preferences().muted.at(-1)?.id, 'p229');
  });

  it('are as usual where what is stored makes no sense, and keep what does', () => {
    const usual = readPreferences(null);
    for (const stored of [
      '',
      'nonsense',
      'null',
      '5',
      '"x"',
      '[]',
      '[1]',
      '{"theme":5,"sound":"x","muted":{}}',
    ]) {
      assert.deepEqual(readPreferences(stored), usual, stored);
    }
    const stored = {
      theme: 'dark',
      motion: 'more',
      keys: false,
      deck: 'five',
      muted: [null, 5, {}, { id: 'a', name: 'Ada' }],
    };
    assert.deepEqual(readPreferences(JSON.stringify(stored)), {
      ...usual,
      theme: 'dark',
      keys: false,
      muted: [{ id: 'a', name: 'Ada' }],
    });
  });
});
