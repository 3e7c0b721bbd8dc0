import assert from 'node:assert/strict';
import sinon from 'sinon';
import { onWake } from '../../client/onWake.ts';

describe('onWake', () => {
  let page: EventTarget & { visibilityState: string };
  let frame: EventTarget;
  beforeEach(() => {
    page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    frame = new EventTarget();
    sinon.define(globalThis, 'document', page);
    sinon.define(globalThis, 'window', frame);
  });
  afterEach(() => sinon.restore());

  it('tells when the page is looked at again or gets its network back, until stopped', () => {
    const fn = sinon.fake();
    const stop = onWake(fn);

    page.dispatchEvent(new Event('visibilitychange'));
    frame.dispatchEvent(new Event('online'));
    frame.dispatchEvent(new Event('pageshow'));
    stop();
    page.dispatchEvent(new Event('visibilitychange'));
    frame.dispatchEvent(new Event('online'));

    assert.equal(fn.callCount, 3);
  });

  it('does not tell when the page is hidden', () => {
    const fn = sinon.fake();
    onWake(fn);
    page.visibilityState = 'hidden';

    page.dispatchEvent(new Event('visibilitychange'));

    assert.equal(fn.callCount, 0);
  });
});
