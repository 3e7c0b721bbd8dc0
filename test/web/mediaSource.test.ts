import assert from 'node:assert/strict';
import { mediaSource } from '../../web/src/lib/mediaSource.ts';

describe('a media query', () => {
  const real = globalThis.matchMedia;
  afterEach(() => {
    globalThis.matchMedia = real;
  });

  it('is asked of the browser once, and tells of its changes', () => {
    const asked: string[] = [];
    const media = Object.assign(new EventTarget(), { matches: false });
    globalThis.matchMedia = ((query: string) => {
      asked.push(query);
      return media;
    }) as typeof matchMedia;
    const source = mediaSource('(min-width: 1px)');
    assert.equal(mediaSource('(min-width: 1px)'), source);
    let told = 0;
    const stop = source.subscribe(() => {
      told += 1;
    });
    assert.equal(source.matches(), false);
    media.matches = true;
    media.dispatchEvent(new Event('change'));
    assert.equal(source.matches(), true);
    stop();
    media.dispatchEvent(new Event('change'));
    assert.deepEqual([told, asked], [1, ['(min-width: 1px)']]);
  });
});
