import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toRoot } from '../../src/http/toRoot.ts';

describe('toRoot', () => {
  it('leads back to where our addresses begin, below any prefix', () => {
    const part = fc.stringMatching(/^[a-z0-9%~]{0,5}$/).filter((text) => !text.includes('%'));
    const path = fc.array(part, { minLength: 1, maxLength: 30 }).map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(
        path,
        fc.constantFrom('', '/games', '/a/b'),
        fc.constantFrom('', '?x=/a/b/c'),
        (to, prefix, query) => {
          const root = new URL(toRoot(to + query), `http://host${prefix}${to}${query}`);
          assert.equal(root.href, `http://host${prefix}/`);
        },
      ),
    );
  });

  it('does not grow with what somebody asks for', () => {
    assert.ok(toRoot('/'.repeat(16_000)).length < 100);
  });
});
